import { stripVTControlCharacters } from "node:util";

/**
 * What people paste, made plain: Microsoft's words come inside JSON strings, URLs, HTML, links and quotes of a forum and
 * coloured logs, and the escapes hide them. Keeps the lines. Pure.
 */
export function toPlainText(pasted: string): string {
  return (
    withoutUrlEscapes(stripVTControlCharacters(pasted))
      .replaceAll(/[\u200B-\u200D\u2060\uFEFF]/g, "")
      .replaceAll("\u00A0", " ")
      .replaceAll(/[\u2018\u2019]/g, "'")
      .replaceAll(/[\u201C\u201D]/g, '"')
      .replaceAll(/&(quot|apos|amp|lt|gt|#39|#34|#x27|#x22);/gi, (_whole, name: string) => entities[name.toLowerCase()] ?? "")
      // One match takes a whole run of backslashes: a long one is not looked at from each of its places.
      .replaceAll(/\\+(?:u00(22|26|27|2b|3c|3e)|(r\\+n|n)|(["']))?/gi, unescape)
      // A quote in an answer, and the bar that engines draw before their errors.
      .replaceAll(/^[ \t]*[>|│]+/gm, "")
      // A forum makes links of what looks like one, also in the middle of a number: `AADSTS700[21](https://…)1`.
      .replaceAll(/\[([^\][]*)\]\([^()\s]*\)/g, "$1")
  );
}

function unescape(whole: string, code: string | undefined, lineBreak: string | undefined, mark: string | undefined): string {
  if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
  return lineBreak === undefined ? (mark ?? whole) : "\n";
}

const entities: Readonly<Record<string, string>> = {
  quot: '"',
  "#34": '"',
  "#x22": '"',
  apos: "'",
  "#39": "'",
  "#x27": "'",
  amp: "&",
  lt: "<",
  gt: ">",
};

/** The query of a redirect: `error_description=AADSTS65004%3a+The+resource+owner…`. */
function withoutUrlEscapes(pasted: string): string {
  if (!/%(20|22|27|3a|0d)/i.test(pasted)) return pasted;
  const isForm = !/ \S+ \S+ /.test(pasted);
  return (isForm ? pasted.replaceAll("+", " ") : pasted).replaceAll(/%([0-7][0-9a-f])/gi, (_whole, code: string) =>
    String.fromCodePoint(Number.parseInt(code, 16)),
  );
}
