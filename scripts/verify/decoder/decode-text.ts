import { decoderRows } from "./decode.ts";
import type { DecoderRow } from "./decoder-row.ts";
import { findBySentence } from "./find-by-sentence.ts";

type Surface = DecoderRow["surface"];

/**
 * The row behind a text, for where there is nothing but text: the engine and its providers turn Microsoft's answers into
 * sentences. Looks for AADSTS numbers, for codes as whole words and for the patterns of rows that have no code; a status
 * alone says too little. Where several services share a code, the one whose sentence stands there too. Undefined where
 * nothing is known: nothing is guessed. Pure.
 */
export function decodeText(text: string, surfaces: readonly Surface[] = ["login", "graph", "arm"]): DecoderRow | undefined {
  const numbers = [...text.matchAll(/AADSTS[ :#]{0,2}(\d+)/gi)].map(([, number = ""]) => number);
  const words = new Set((text.match(/[A-Za-z][A-Za-z0-9_]+/g) ?? []).map((word) => word.toLowerCase()));
  const known = decoderRows.filter((row) => surfaces.includes(row.surface) && isNamedIn(row, text, numbers, words));
  return known.find(({ match }) => match.messagePattern !== undefined) ?? findBySentence(known, text) ?? known[0];
}

function isNamedIn(row: DecoderRow, text: string, numbers: readonly string[], words: ReadonlySet<string>): boolean {
  const { codes, families, messagePattern, words: ownWords = [] } = row.match;
  if (messagePattern !== undefined && !messagePattern.test(text)) return false;
  if (row.surface === "login") {
    return numbers.some((number) => codes?.includes(number) === true || families?.some((family) => number.startsWith(family)) === true);
  }
  if (codes === undefined && ownWords.length === 0) return messagePattern !== undefined;
  return [...(codes ?? []), ...ownWords].some((code) => words.has(code.toLowerCase()));
}
