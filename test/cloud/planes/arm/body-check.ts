import { isDeepStrictEqual } from "node:util";
import { Refusal } from "../../core/operation.ts";
import type { Shape, StructureShape } from "./shape.ts";

/** What a write means: the body as it is kept, with defaults, without read-only members. */
export type Json = Record<string, unknown>;

/**
 * Checks a body against a type's shape and answers what is kept: members sent, defaults, hidden ones included.
 * `current` is the resource as read before (for read-only members sent back, and for what cannot change).
 * Refuses unknown members, wrong types, unknown enum values, missing ones, and changed read-only or fixed ones.
 * ASSUMED: Azure's resource providers differ in which of these they refuse and which they ignore; this cloud refuses all,
 * with ARM's own envelope and the code InvalidRequestContent or InvalidParameter.
 */
export function checkBody(shape: StructureShape, body: unknown, current: Json | undefined): Json {
  if (!isRecord(body))
    throw new Refusal(
      400,
      "InvalidRequestContent",
      "The request content was invalid and could not be deserialized: 'A JSON object is expected.'.",
    );
  return checkStructure(shape, body, current, "");
}

function checkStructure(shape: StructureShape, body: Json, current: Json | undefined, path: string): Json {
  const kept: Json = {};
  const former = new Set(Object.values(shape.members).map(({ formerly }) => formerly));
  for (const name of Object.keys(body)) {
    if (!Object.hasOwn(shape.members, name) && !former.has(name)) {
      throw new Refusal(
        400,
        "InvalidRequestContent",
        `The request content was invalid and could not be deserialized: 'Could not find member '${name}' on object. Path '${join(path, name)}'.'.`,
      );
    }
  }
  for (const [name, member] of Object.entries(shape.members)) {
    const value = body[name] ?? (member.formerly === undefined ? undefined : body[member.formerly]);
    const before = current?.[name];
    const at = join(path, name);
    if (member.readOnly === true) {
      if (value !== undefined && value !== null && !isDeepStrictEqual(value, before)) {
        throw new Refusal(400, "InvalidParameter", `The value of parameter ${at} is invalid: the property is read-only.`);
      }
      continue;
    }
    const sent = value === undefined ? member.initial : value;
    if (sent === undefined || (sent === null && member.nullable !== true)) {
      if (member.required === true) {
        throw new Refusal(400, "InvalidRequestContent", `Required property '${name}' not found in JSON. Path '${path}'.`);
      }
      continue;
    }
    kept[name] = sent === null ? null : checkValue(member, sent, before, at);
    if (member.fixed === true && before !== undefined && !isDeepStrictEqual(kept[name], before)) {
      throw new Refusal(409, "PropertyChangeNotAllowed", `Changing property '${at}' is not allowed.`);
    }
  }
  return kept;
}

function checkValue(shape: Shape, value: unknown, current: unknown, path: string): unknown {
  switch (shape.kind) {
    case "text":
      if (typeof value !== "string") throw wrongType(path, "string", value);
      if (shape.choices !== undefined && !isAmong(shape.choices, value, shape.isCaseless === true)) {
        throw new Refusal(
          400,
          "InvalidParameter",
          `The value '${value}' of parameter ${path} is invalid. Allowed values: ${shape.choices.map((choice) => `'${choice}'`).join(", ")}.`,
        );
      }
      if (shape.pattern !== undefined && !shape.pattern.test(value)) {
        throw new Refusal(400, "InvalidParameter", `The value '${value}' of parameter ${path} is invalid.`);
      }
      return value;
    case "number":
      if (typeof value !== "number" || (shape.whole && !Number.isInteger(value)))
        throw wrongType(path, shape.whole ? "integer" : "number", value);
      if ((shape.min !== undefined && value < shape.min) || (shape.max !== undefined && value > shape.max)) {
        throw new Refusal(
          400,
          "InvalidParameter",
          `The value ${value} of parameter ${path} is out of range: ${shape.min ?? ""} to ${shape.max ?? ""}.`,
        );
      }
      return value;
    case "flag":
      if (typeof value !== "boolean") throw wrongType(path, "boolean", value);
      return value;
    case "list":
      if (!Array.isArray(value)) throw wrongType(path, "array", value);
      return value.map((entry: unknown, at) =>
        checkValue(shape.of, entry, Array.isArray(current) ? current[at] : undefined, `${path}[${at}]`),
      );
    case "dictionary":
      if (!isRecord(value)) throw wrongType(path, "object", value);
      return Object.fromEntries(
        Object.entries(value).map(([key, entry]) => [
          key,
          checkValue(shape.of, entry, isRecord(current) ? current[key] : undefined, join(path, key)),
        ]),
      );
    case "structure":
      if (!isRecord(value)) throw wrongType(path, "object", value);
      return checkStructure(shape, value, isRecord(current) ? current : undefined, path);
    case "anything":
      break;
  }
  return value;
}

function isAmong(choices: readonly string[], value: string, isCaseless: boolean): boolean {
  if (!isCaseless) return choices.includes(value);
  return choices.some((choice) => choice.toLowerCase() === value.toLowerCase());
}

/** The members that are answered: everything but hidden ones. */
export function visible(shape: Shape, value: unknown): unknown {
  if (shape.kind === "structure" && isRecord(value)) {
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, member]) => {
        const inner = shape.members[name];
        if (inner?.hidden === true) return [];
        return [[name, inner === undefined ? member : visible(inner, member)]];
      }),
    );
  }
  if (shape.kind === "list" && Array.isArray(value)) return value.map((entry: unknown) => visible(shape.of, entry));
  return value;
}

/** A member as text; empty where it is none. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

export function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function wrongType(path: string, expected: string, value: unknown): Refusal {
  const saw = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
  return new Refusal(
    400,
    "InvalidRequestContent",
    `The request content was invalid and could not be deserialized: 'Error converting value of type ${saw} to type ${expected}. Path '${path}'.'.`,
  );
}
