import { callRefusals } from "./call-refusal.ts";
import { type MemberRule, type TypeRule, odataTypes } from "./odata-type.ts";

/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** True for a JSON object (no array, no null). */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The type that `@odata.type` names, without `#microsoft.graph.`; undefined where there is none. */
export function toTypeName(value: JsonObject): string | undefined {
  const named = value["@odata.type"];
  return typeof named === "string" ? named.replace(/^#?(?:microsoft\.graph\.)?/, "") : undefined;
}

/**
 * Checks a request body against its declared type, as Graph's gateway does before the service sees it: unknown members of
 * closed types, wrong JSON types, unknown enumeration members, abstract types that are not named.
 * @throws Refusal 400 BadRequest. Wording of the texts: the first as Graph writes it, the others ASSUMED.
 */
export function checkOdataBody(body: JsonObject, declared: string, path = declared): void {
  checkObject(body, declared, path);
}

function checkObject(value: JsonObject, declared: string, path: string): void {
  const named = toTypeName(value);
  const typeName = named ?? declared;
  const rule = odataTypes[typeName];
  if (rule === undefined || !isSameOrDerived(typeName, declared)) {
    throw callRefusals.badRequest(`The type 'microsoft.graph.${typeName}' is not a valid type for '${path}'.`);
  }
  if (rule.abstract === true) {
    throw callRefusals.badRequest(`Cannot create an abstract class 'microsoft.graph.${typeName}' for '${path}': '@odata.type' is missing.`);
  }
  const members = membersOf(rule);
  const open = isOpen(rule);
  for (const [name, member] of Object.entries(value)) {
    if (name.includes("@")) continue;
    const memberRule = members[name];
    if (memberRule !== undefined) checkMember(member, memberRule, `${path}.${name}`);
    else if (!open) {
      if (path.endsWith("()")) throw callRefusals.unknownParameter(name, path.slice(0, -"()".length));
      throw callRefusals.badRequest(
        `The property '${name}' does not exist on type 'microsoft.graph.${typeName}'. Make sure to only use property names that are defined by the type.`,
      );
    }
  }
}

function checkMember(value: unknown, rule: MemberRule, path: string): void {
  if (value === null) return;
  if (typeof rule === "object") {
    if ("collection" in rule) {
      if (!Array.isArray(value)) throw callRefusals.badRequest(`A collection is expected for '${path}'.`);
      for (const [index, item] of value.entries()) checkMember(item, rule.collection, `${path}[${index}]`);
      return;
    }
    if ("type" in rule) {
      if (!isJsonObject(value))
        throw callRefusals.badRequest(`Cannot convert the value of '${path}' to the expected type 'microsoft.graph.${rule.type}'.`);
      checkObject(value, rule.type, path);
      return;
    }
    if (typeof value !== "string" || !rule.oneOf.includes(value)) {
      throw callRefusals.badRequest(`Cannot convert the literal '${JSON.stringify(value)}' of '${path}' to the expected enumeration.`);
    }
    return;
  }
  if (typeof value !== rule) {
    throw callRefusals.badRequest(
      `Cannot convert the value of '${path}' to the expected type 'Edm.${rule === "string" ? "String" : "Boolean"}'.`,
    );
  }
}

function isSameOrDerived(typeName: string, declared: string): boolean {
  for (let name: string | undefined = typeName; name !== undefined; name = odataTypes[name]?.base) {
    if (name === declared) return true;
  }
  return false;
}

function membersOf(rule: TypeRule): Readonly<Record<string, MemberRule>> {
  const inherited = rule.base === undefined ? undefined : odataTypes[rule.base];
  return inherited === undefined ? rule.members : { ...membersOf(inherited), ...rule.members };
}

function isOpen(rule: TypeRule): boolean {
  const inherited = rule.base === undefined ? undefined : odataTypes[rule.base];
  return rule.open === true || (inherited !== undefined && isOpen(inherited));
}
