import type { JsonObject } from "./directory-object.ts";
import { betaProperties, betaTypes } from "./beta-types.ts";
import { entityTypes, navigationProperties, parsePropertyRule, type PropertyRule } from "./entity-types.ts";
import { graphRefusals } from "./graph-refusal.ts";
import { parseIsoDuration } from "./iso-duration.ts";

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Checks a body against the property table of its type, as OData does before anything looks at it: unknown, read-only,
 * wrongly typed and wrongly valued properties are refused. Returns what is to be stored: annotations removed, bound
 * relations apart. `id` may be repeated in an update (the official provider does).
 */
export function checkBody(
  body: unknown,
  type: string,
  mode: "create" | "update",
  known: { readonly objectId?: string; readonly isBeta?: boolean } = {},
): { readonly properties: JsonObject; readonly bindings: Readonly<Record<string, readonly string[]>> } {
  if (!isRecord(body))
    throw graphRefusals.badRequest(
      "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
    );
  const bindings: Record<string, readonly string[]> = {};
  const rest: JsonObject = {};
  for (const [name, value] of Object.entries(body)) {
    const bound = /^(\w+)@odata\.bind$/.exec(name)?.[1];
    if (bound === undefined) {
      if (mode === "update" && name === "id" && value === known.objectId) continue;
      rest[name] = value;
      continue;
    }
    if (navigationProperties[type]?.includes(bound) !== true) throw graphRefusals.unknownProperty(bound, type);
    if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) throw graphRefusals.wrongType(bound);
    bindings[bound] = value;
  }
  const ofBeta = known.isBeta === true ? betaProperties[type] : undefined;
  return { properties: checkComplex(rest, type, mode, ofBeta), bindings };
}

function checkComplex(value: JsonObject, type: string, mode: "create" | "update", more: Readonly<Record<string, string>> = {}): JsonObject {
  const table = { ...entityTypes[type], ...betaTypes[type], ...more };
  const checked: JsonObject = {};
  for (const [name, item] of Object.entries(value)) {
    if (name === "@odata.type") {
      if (item !== `#microsoft.graph.${type}` && item !== `microsoft.graph.${type}`) throw graphRefusals.wrongType("@odata.type");
      continue;
    }
    if (name.includes("@")) continue;
    const text = table[name];
    if (text === undefined) throw graphRefusals.unknownProperty(name, type);
    const rule = parsePropertyRule(text);
    if (rule.access === "read-only") {
      // ASSUMED: a null for what cannot be set is nothing to be refused; Graph's own answers, sent back, are full of them.
      if (item === null) continue;
      throw graphRefusals.readOnlyProperty(name);
    }
    if (rule.access === "create-only" && mode === "update") throw graphRefusals.readOnlyProperty(name);
    checked[name] = checkProperty(item, name, type, rule, mode);
  }
  return checked;
}

/** One value against its rule; answers what is to be stored. */
export function checkProperty(
  value: unknown,
  name: string,
  owner: string,
  rule: PropertyRule,
  mode: "create" | "update" = "create",
): unknown {
  if (value === null) {
    if (!rule.isNullable) throw graphRefusals.wrongType(name);
    return null;
  }
  if (!rule.isCollection) return checkItem(value, name, owner, rule, mode);
  if (!Array.isArray(value)) throw graphRefusals.wrongType(name);
  return value.map((item) => checkItem(item, name, owner, rule, mode));
}

function checkItem(value: unknown, name: string, owner: string, rule: PropertyRule, mode: "create" | "update"): unknown {
  if (rule.type in entityTypes || rule.type in betaTypes) {
    if (!isRecord(value)) throw graphRefusals.wrongType(name);
    return checkComplex(rule.isCollection ? withoutReadOnly(value, rule.type) : value, rule.type, mode);
  }
  if (rule.values !== undefined) {
    if (typeof value !== "string") throw graphRefusals.wrongType(name);
    if (!rule.values.includes(value)) throw graphRefusals.invalidValue(name, owner);
    return value;
  }
  if (!isPrimitive(value, rule.type)) throw graphRefusals.wrongType(name);
  return value;
}

/** Collections are sent back whole: what Graph itself put into their items comes along. */
function withoutReadOnly(item: JsonObject, type: string): JsonObject {
  const table = entityTypes[type] ?? {};
  return Object.fromEntries(Object.entries(item).filter(([name]) => parsePropertyRule(table[name] ?? "string").access !== "read-only"));
}

function isPrimitive(value: unknown, type: string): boolean {
  switch (type) {
    case "bool":
      return typeof value === "boolean";
    case "int":
      return Number.isInteger(value);
    case "guid":
      return typeof value === "string" && guid.test(value);
    case "dateTime":
      return typeof value === "string" && /^\d{4}-\d{2}-\d{2}T/.test(value) && !Number.isNaN(Date.parse(value));
    case "duration":
      return typeof value === "string" && parseIsoDuration(value) !== undefined;
    case "binary":
      return typeof value === "string" && /^[A-Za-z0-9+/_-]*={0,2}$/.test(value);
    default:
      return typeof value === "string";
  }
}

export function isRecord(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
