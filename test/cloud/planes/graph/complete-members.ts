import { isRecord } from "./check-body.ts";
import type { JsonObject } from "./directory-object.ts";
import { entityTypes, parsePropertyRule, type PropertyRule } from "./entity-types.ts";

/** Collections whose items are made whole where they are made. */
const wholeAlready: ReadonlySet<string> = new Set(["keyCredential", "passwordCredential"]);

/** A body whose complex values have every member that may be written: null, an empty collection or false where nothing was sent. */
export function completeMembers(body: JsonObject, type: string): JsonObject {
  const table = entityTypes[type] ?? {};
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      const rule = parsePropertyRule(table[name] ?? "string");
      return [name, rule.type in entityTypes && !wholeAlready.has(rule.type) ? completeValue(value, rule.type) : value];
    }),
  );
}

function completeValue(value: unknown, type: string): unknown {
  if (Array.isArray(value)) return value.map((item) => completeValue(item, type));
  if (!isRecord(value)) return value;
  const missing = Object.entries(entityTypes[type] ?? {})
    .map(([name, text]) => [name, parsePropertyRule(text)] as const)
    .filter(([name, { access }]) => !(name in value) && access !== "read-only")
    .flatMap(([name, rule]) => toNothing(rule).map((nothing) => [name, nothing] as const));
  return completeMembers({ ...Object.fromEntries(missing), ...value }, type);
}

/** What stands for a value that was not sent; nothing where there must be one. */
function toNothing({ isNullable, isCollection, type }: PropertyRule): readonly unknown[] {
  if (isCollection) return [[]];
  if (isNullable) return [null];
  return type === "bool" ? [false] : [];
}
