import { checkProperty, isRecord } from "./check-body.ts";
import type { JsonObject } from "./directory-object.ts";
import { parsePropertyRule } from "./entity-types.ts";
import { graphRefusals } from "./graph-refusal.ts";

/** Checks the parameters of an action against rules as {@link entityTypes} writes them; what is not in them is refused by name. */
export function checkParameters(body: unknown, action: string, rules: Readonly<Record<string, string>>): JsonObject {
  if (!isRecord(body)) throw graphRefusals.badRequest("Empty Payload. JSON content expected.");
  const checked: JsonObject = {};
  for (const [name, value] of Object.entries(body)) {
    if (name.includes("@")) continue;
    const rule = rules[name];
    if (rule === undefined)
      throw graphRefusals.badRequest(
        `The parameter '${name}' in the request payload is not a valid parameter for the operation '${action}'.`,
      );
    checked[name] = checkProperty(value, name, action, parsePropertyRule(rule));
  }
  return checked;
}
