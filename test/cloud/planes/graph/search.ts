import { Refusal } from "../../core/operation.ts";
import type { JsonObject } from "./directory-object.ts";
import { entityTypes } from "./entity-types.ts";

type Predicate = (body: JsonObject) => boolean;

/**
 * Reads `$search`: clauses `"property:text"`, each in quotes, joined by AND and OR from left to right. A clause matches where
 * a word of the property starts with the text, without case.
 * Source: https://learn.microsoft.com/graph/search-query-parameter (directory objects), read 2026-11-25; the error's text ASSUMED.
 */
export function parseSearch(text: string, type: string): Predicate {
  const [first, ...rest] = [...text.matchAll(/\s*(?:(AND|OR)\s+)?"(\w+):((?:[^"\\]|\\.)*)"/gy)];
  const length = [first, ...rest].reduce((sum, match) => sum + (match?.[0].length ?? 0), 0);
  if (first === undefined || first[1] !== undefined || rest.some((match) => match[1] === undefined) || text.slice(length).trim() !== "")
    throw new Refusal(400, "Request_BadRequest", `Invalid $search clause: syntax error in '${text}'.`);
  return rest.reduce<Predicate>(
    (before, match) => {
      const next = toClause(match, type);
      return match[1] === "AND" ? (body) => before(body) && next(body) : (body) => before(body) || next(body);
    },
    toClause(first, type),
  );
}

function toClause([, , property = "", quoted = ""]: RegExpExecArray, type: string): Predicate {
  if (entityTypes[type]?.[property] === undefined)
    throw new Refusal(400, "Request_BadRequest", `Could not find a property named '${property}' on type 'microsoft.graph.${type}'.`);
  const wanted = quoted.replaceAll(/\\(.)/g, "$1").toLowerCase();
  return (body) =>
    [body[property]].flat().some((value) => {
      if (typeof value !== "string") return false;
      const lower = value.toLowerCase();
      return lower.startsWith(wanted) || lower.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted));
    });
}
