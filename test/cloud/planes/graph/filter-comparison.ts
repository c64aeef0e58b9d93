import type { PropertyRule } from "./entity-types.ts";
import type { Literal } from "./filter-token.ts";
import { graphRefusals } from "./graph-refusal.ts";

/** Names of primitive types in OData. Ids are strings there, but for those of parts and of assignments. */
const edmTypes: Readonly<Record<string, string>> = { bool: "Edm.Boolean", int: "Edm.Int32", dateTime: "Edm.DateTimeOffset" };
const kinds: Readonly<Record<string, string>> = {
  eq: "Equal",
  ne: "NotEqual",
  ge: "GreaterThanOrEqual",
  gt: "GreaterThan",
  le: "LessThanOrEqual",
  lt: "LessThan",
};

/** What is compared is of one kind. Source: OData/odata.net (text of the library), read 2026-11-26; that a GUID may be quoted or not is ASSUMED. */
export function requireComparable({ type }: PropertyRule, { edmType }: Literal, operator: string): void {
  const wanted = edmTypes[type] ?? "Edm.String";
  const isGuid = type === "guid" && (edmType === "Edm.String" || edmType === "Edm.Guid");
  if (edmType === undefined || edmType === wanted || isGuid) return;
  throw graphRefusals.invalidFilter(
    `A binary operator with incompatible types was detected. Found operand types '${wanted}' and '${edmType}' for operator kind '${kinds[operator] ?? "Equal"}'.`,
  );
}

/** Comparisons in an order; what cannot be compared (NaN) is in none. */
export const orders: Readonly<Record<string, (order: number) => boolean>> = {
  ge: (order) => order >= 0,
  gt: (order) => order > 0,
  le: (order) => order <= 0,
  lt: (order) => order < 0,
};

/** Dates by time, texts without case, numbers by size; what cannot be compared is in no order (NaN). */
export function compare(actual: unknown, bound: Literal["value"]): number {
  if (typeof actual === "number" && typeof bound === "number") return actual - bound;
  if (typeof actual !== "string" || typeof bound !== "string") return Number.NaN;
  const times = [actual, bound].map((text) => (/^\d{4}-\d\d-\d\d(?:T|$)/.test(text) ? Date.parse(text) : Number.NaN));
  const difference = (times[0] ?? Number.NaN) - (times[1] ?? Number.NaN);
  return Number.isNaN(difference) ? actual.localeCompare(bound, "en", { sensitivity: "base" }) : difference;
}

/** What is no text starts and ends with nothing. */
export function toText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Directory strings compare without case. Source: https://learn.microsoft.com/graph/filter-query-parameter, read 2026-11-25. */
export function isEqual(actual: unknown, wanted: Literal["value"]): boolean {
  if (typeof actual === "string" && typeof wanted === "string") return actual.toLowerCase() === wanted.toLowerCase();
  return (actual ?? null) === wanted;
}
