import type { JsonObject } from "./directory-object.ts";
import { entityTypes, parsePropertyRule, type PropertyRule } from "./entity-types.ts";
import { compare, isEqual, orders, requireComparable, toText } from "./filter-comparison.ts";
import { type Literal, toLiteral, tokenizeFilter } from "./filter-token.ts";
import { graphRefusals } from "./graph-refusal.ts";

type Predicate = (body: JsonObject) => boolean;
/** What a path of a filter leads to: the value in a body, and the rule of its type. */
interface Reader {
  readonly read: (body: JsonObject) => unknown;
  readonly rule: PropertyRule;
}
/** The variable of an `any` and what each item is. */
interface Scope {
  readonly variable: string;
  readonly rule: PropertyRule;
}

/** A parsed `$filter`, and whether Graph answers it only as an advanced query. */
export interface Filter {
  readonly matches: Predicate;
  readonly isAdvanced: boolean;
}

/** Functions of OData that the directory does not answer. Source: https://learn.microsoft.com/graph/filter-query-parameter, read 2026-11-26; code ASSUMED. */
const unsupportedFunctions: ReadonlySet<string> = new Set([
  "contains",
  "tolower",
  "toupper",
  "length",
  "indexof",
  "substring",
  "trim",
  "concat",
  "year",
  "month",
  "day",
]);

/** `eq`, `ne`, `in`, `and`, `or`, `not`, `startswith`, `endswith`, `ge`, `gt`, `le`, `lt`, `any` over plain collections, `/$count`; anything else is a syntax error. */
export function parseFilter(text: string, type: string): Filter {
  const tokens = tokenizeFilter(text);
  let position = 0;
  let isAdvanced = false;

  const fail = (): never => {
    const at = tokens?.[position]?.at ?? text.length;
    throw graphRefusals.invalidFilter(`Syntax error at position ${at} in '${text}'.`);
  };
  if (tokens === undefined || tokens.length === 0) return fail();
  const peek = (): string => tokens[position]?.text ?? "";
  const take = (expected?: string): string => {
    const token = peek();
    if (token === "" || (expected !== undefined && token !== expected)) fail();
    position += 1;
    return token;
  };
  const takeOperand = ({ rule }: Reader, operator: string): Literal["value"] => {
    const literal = toLiteral(peek());
    if (literal === undefined) return fail();
    requireComparable(rule, literal, operator);
    position += 1;
    return literal.value;
  };

  function parseOr(scope: Scope | undefined): Predicate {
    let left = parseAnd(scope);
    while (peek() === "or") {
      take();
      const before = left;
      const right = parseAnd(scope);
      left = (body) => before(body) || right(body);
    }
    return left;
  }
  function parseAnd(scope: Scope | undefined): Predicate {
    let left = parseUnary(scope);
    while (peek() === "and") {
      take();
      const before = left;
      const right = parseUnary(scope);
      left = (body) => before(body) && right(body);
    }
    return left;
  }
  function parseUnary(scope: Scope | undefined): Predicate {
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
  function parseComparison(scope: Scope | undefined): Predicate {
    const name = take();
    if (peek() === "(") {
      if (name.endsWith("/any")) return parseAny(name.slice(0, -"/any".length), scope);
      return parseFunction(name.toLowerCase(), scope);
    }
    const property = peek() === "/$count" ? toCounter(name) : toReader(name, scope);
    const operator = take();
    if (operator === "in") {
      take("(");
      const wanted = [takeOperand(property, operator)];
      while (peek() === ",") {
        take();
        wanted.push(takeOperand(property, operator));
      }
      take(")");
      return (body) => wanted.some((item) => isEqual(property.read(body), item));
    }
    const order = orders[operator];
    if (order !== undefined) {
      const bound = takeOperand(property, operator);
      return (body) => order(compare(property.read(body), bound));
    }
    if (operator !== "eq" && operator !== "ne") {
      position -= 1;
      fail();
    }
    const wanted = takeOperand(property, operator);
    if (operator === "ne") isAdvanced = true;
    return (body) => isEqual(property.read(body), wanted) === (operator === "eq");
  }
  function parseFunction(name: string, scope: Scope | undefined): Predicate {
    if (unsupportedFunctions.has(name)) throw graphRefusals.unsupportedQuery();
    if (name !== "startswith" && name !== "endswith") throw graphRefusals.unknownFunction(name);
    take("(");
    const property = toReader(take(), scope);
    take(",");
    const wanted = String(takeOperand(property, name)).toLowerCase();
    take(")");
    if (name === "endswith") isAdvanced = true;
    return (body) => {
      const actual = toText(property.read(body)).toLowerCase();
      return name === "startswith" ? actual.startsWith(wanted) : actual.endsWith(wanted);
    };
  }
  function parseAny(collection: string, scope: Scope | undefined): Predicate {
    const { read, rule } = toReader(collection, scope);
    take("(");
    const variable = take();
    take(":");
    const inner = parseOr({ variable, rule: { ...rule, isCollection: false } });
    take(")");
    return (body) => {
      const items = read(body);
      return Array.isArray(items) && items.some((item: unknown) => inner({ [variable]: item }));
    };
  }
  /** How many items a collection has; advanced. */
  function toCounter(path: string): Reader {
    take("/$count");
    isAdvanced = true;
    const { read } = toReader(path, undefined);
    return { read: (body) => [read(body) ?? []].flat().length, rule: parsePropertyRule("int") };
  }
  /** `prop`, `prop/nested` or, inside `any`, the variable and what is below it. */
  function toReader(path: string, scope: Scope | undefined): Reader {
    const [head = "", ...rest] = path.split("/");
    let rule = head === scope?.variable ? scope.rule : toRule(type, head);
    for (const name of rest) rule = toRule(rule.type, name);
    const read = (body: JsonObject): unknown =>
      [head, ...rest].reduce<unknown>(
        (value, key) => (typeof value === "object" && value !== null ? (value as JsonObject)[key] : undefined),
        body,
      );
    return { read, rule };
  }

  const matches = parseOr(undefined);
  if (position < tokens.length) fail();
  return { matches, isAdvanced };
}

function toRule(type: string, property: string): PropertyRule {
  const text = entityTypes[type]?.[property];
  if (text === undefined)
    throw graphRefusals.invalidFilter(`Could not find a property named '${property}' on type 'microsoft.graph.${type}'.`);
  return parsePropertyRule(text);
}
