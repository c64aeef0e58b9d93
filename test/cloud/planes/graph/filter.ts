import type { JsonObject } from "./directory-object.ts";
import { entityTypes } from "./entity-types.ts";
import { graphRefusals } from "./graph-refusal.ts";

type Predicate = (body: JsonObject) => boolean;
type Operand = string | number | boolean | null;

/** A parsed `$filter`, and whether Graph answers it only as an advanced query. */
export interface Filter {
  readonly matches: Predicate;
  readonly isAdvanced: boolean;
}

/** `eq`, `ne`, `in`, `and`, `or`, `not`, `startswith`, `endswith`, `ge`, `gt`, `le`, `lt`, `any` over plain collections, `/$count`; anything else is a syntax error. */
export function parseFilter(text: string, type: string): Filter {
  const tokens = [
    ...text.matchAll(
      /\s*('(?:[^']|'')*'|[A-Za-z_]\w*(?:[/.]\w+)*|\d{4}-\d\d-\d\dT[\d:.]+Z?|-?\d+(?:\.\d+)?(?![\w-])|[0-9a-fA-F-]{36}|\/\$count|[(),:])/gy,
    ),
  ].map((match) => ({
    text: match[1] ?? "",
    at: match.index,
  }));
  const covered = tokens.reduce(
    (length, token) => Math.max(length, token.at + text.slice(token.at).indexOf(token.text) + token.text.length),
    0,
  );
  let position = 0;
  let isAdvanced = false;

  const fail = (): never => {
    const at = tokens[position]?.at ?? text.length;
    throw graphRefusals.invalidFilter(`Syntax error at position ${at} in '${text}'.`);
  };
  if (text.slice(covered).trim() !== "" || tokens.length === 0) fail();
  const peek = (): string => tokens[position]?.text ?? "";
  const take = (expected?: string): string => {
    const token = peek();
    if (token === "" || (expected !== undefined && token !== expected)) fail();
    position += 1;
    return token;
  };

  function parseOr(scope: string | undefined): Predicate {
    let left = parseAnd(scope);
    while (peek() === "or") {
      take();
      const before = left;
      const right = parseAnd(scope);
      left = (body) => before(body) || right(body);
    }
    return left;
  }
  function parseAnd(scope: string | undefined): Predicate {
    let left = parseUnary(scope);
    while (peek() === "and") {
      take();
      const before = left;
      const right = parseUnary(scope);
      left = (body) => before(body) && right(body);
    }
    return left;
  }
  function parseUnary(scope: string | undefined): Predicate {
    if (peek() === "not") {
      take();
      isAdvanced = true;
      const inner = parseUnary(scope);
      return (body) => !inner(body);
    }
    if (peek() === "(") {
      take();
      const inner = parseOr(scope);
      take(")");
      return inner;
    }
    return parseComparison(scope);
  }
  function parseComparison(scope: string | undefined): Predicate {
    const name = take();
    const lower = name.toLowerCase();
    if ((lower === "startswith" || lower === "endswith") && peek() === "(") {
      take();
      const property = toReader(take(), scope);
      take(",");
      const wanted = String(toOperand(take())).toLowerCase();
      take(")");
      if (lower === "endswith") isAdvanced = true;
      return (body) => {
        const actual = toText(property(body)).toLowerCase();
        return lower === "startswith" ? actual.startsWith(wanted) : actual.endsWith(wanted);
      };
    }
    if (name.endsWith("/any") && peek() === "(") return parseAny(name.slice(0, -"/any".length));
    const property = peek() === "/$count" ? toCounter(name) : toReader(name, scope);
    const operator = take();
    if (operator === "in") {
      take("(");
      const wanted: Operand[] = [toOperand(take())];
      while (peek() === ",") {
        take();
        wanted.push(toOperand(take()));
      }
      take(")");
      return (body) => wanted.some((item) => isEqual(property(body), item));
    }
    const order = orders[operator];
    if (order !== undefined) {
      const bound = toOperand(take());
      return (body) => order(compare(property(body), bound));
    }
    if (operator !== "eq" && operator !== "ne") fail();
    const wanted = toOperand(take());
    if (operator === "ne") isAdvanced = true;
    return (body) => isEqual(property(body), wanted) === (operator === "eq");
  }
  function parseAny(collection: string): Predicate {
    const property = toReader(collection, undefined);
    take("(");
    const variable = take();
    take(":");
    const inner = parseOr(variable);
    take(")");
    return (body) => {
      const items = property(body);
      return Array.isArray(items) && items.some((item: unknown) => inner({ [variable]: item }));
    };
  }
  /** How many items a collection has; advanced. */
  function toCounter(path: string): (body: JsonObject) => unknown {
    take("/$count");
    isAdvanced = true;
    const items = toReader(path, undefined);
    return (body) => [items(body) ?? []].flat().length;
  }
  /** `prop`, `prop/nested` or, inside `any`, the variable and what is below it. */
  function toReader(path: string, variable: string | undefined): (body: JsonObject) => unknown {
    const [head = "", ...rest] = path.split("/");
    if (head !== variable && entityTypes[type]?.[head] === undefined) {
      throw graphRefusals.invalidFilter(`Could not find a property named '${head}' on type 'microsoft.graph.${type}'.`);
    }
    return (body) =>
      [head, ...rest].reduce<unknown>(
        (value, key) => (typeof value === "object" && value !== null ? (value as JsonObject)[key] : undefined),
        body,
      );
  }
  function toOperand(token: string): Operand {
    if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
    if (token === "true" || token === "false") return token === "true";
    if (token === "null") return null;
    if (/^-?\d+(\.\d+)?$/.test(token)) return Number(token);
    if (/^\d{4}-\d\d-\d\dT/.test(token)) return token;
    if (/^[0-9a-fA-F-]{36}$/.test(token)) return token;
    position -= 1;
    return fail();
  }

  const matches = parseOr(undefined);
  if (position < tokens.length) fail();
  return { matches, isAdvanced };
}

const orders: Readonly<Record<string, (order: number) => boolean>> = {
  ge: (order) => order >= 0,
  gt: (order) => order > 0,
  le: (order) => order <= 0,
  lt: (order) => order < 0,
};

/** Dates by time, texts without case, numbers by size; what cannot be compared is in no order (NaN). */
function compare(actual: unknown, bound: Operand): number {
  if (typeof actual === "number" && typeof bound === "number") return actual - bound;
  if (typeof actual !== "string" || typeof bound !== "string") return Number.NaN;
  const times = [actual, bound].map((text) => (/^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN));
  const difference = (times[0] ?? Number.NaN) - (times[1] ?? Number.NaN);
  return Number.isNaN(difference) ? actual.localeCompare(bound, "en", { sensitivity: "base" }) : difference;
}

/** What is no text starts and ends with nothing. */
function toText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Directory strings compare without case. Source: https://learn.microsoft.com/graph/filter-query-parameter, read 2026-11-25. */
function isEqual(actual: unknown, wanted: Operand): boolean {
  if (typeof actual === "string" && typeof wanted === "string") return actual.toLowerCase() === wanted.toLowerCase();
  return (actual ?? null) === wanted;
}
