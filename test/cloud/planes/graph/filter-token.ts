/** A word of a filter, and where it stands. */
export interface FilterToken {
  readonly text: string;
  readonly at: number;
}

/** A constant of a filter; `edmType` is undefined for null, which every property may be compared with. */
export interface Literal {
  readonly value: string | number | boolean | null;
  readonly edmType: string | undefined;
}

const guid = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
const dateTime = String.raw`\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?`;
const number = String.raw`-?\d+(?:\.\d+)?`;
const name = String.raw`[A-Za-z_]\w*(?:[/.]\w+)*`;
const words = new RegExp(String.raw`\s*('(?:[^']|'')*'|(?:${guid}|${dateTime}|${number})(?![\w-])|${name}|/\$count|[(),:])`, "gy");

/** The words of a filter; undefined where something stands between them that is none. */
export function tokenizeFilter(text: string): readonly FilterToken[] | undefined {
  const tokens: FilterToken[] = [];
  let end = 0;
  for (const match of text.matchAll(words)) {
    const token = match[1] ?? "";
    end = match.index + match[0].length;
    tokens.push({ text: token, at: end - token.length });
  }
  return text.slice(end).trim() === "" ? tokens : undefined;
}

/** The constant that a word is; undefined for a name or a sign. */
export function toLiteral(token: string): Literal | undefined {
  if (token.startsWith("'")) return { value: token.slice(1, -1).replaceAll("''", "'"), edmType: "Edm.String" };
  if (token === "true" || token === "false") return { value: token === "true", edmType: "Edm.Boolean" };
  if (token === "null") return { value: null, edmType: undefined };
  const isWhole = (pattern: string): boolean => new RegExp(`^${pattern}$`).test(token);
  if (isWhole(guid)) return { value: token, edmType: "Edm.Guid" };
  if (isWhole(dateTime)) return { value: token, edmType: "Edm.DateTimeOffset" };
  return isWhole(number) ? { value: Number(token), edmType: "Edm.Int32" } : undefined;
}
