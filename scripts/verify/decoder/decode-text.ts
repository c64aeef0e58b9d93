import { decoderRows } from "./decode.ts";
import type { DecoderRow } from "./decoder-row.ts";

/**
 * The row behind a text, for where there is nothing but text: the engine and its providers turn Microsoft's answers into
 * sentences. Looks for AADSTS numbers, for codes as whole words and for the patterns of rows that have no code; a status
 * alone says too little. Undefined where nothing is known: nothing is guessed. Pure.
 */
export function decodeText(text: string): DecoderRow | undefined {
  const numbers = [...text.matchAll(/\bAADSTS(\d+)/g)].map(([, number = ""]) => number);
  const words = new Set(text.match(/[A-Za-z][A-Za-z0-9_]+/g) ?? []);
  return decoderRows.find((row) => {
    const { codes, families, messagePattern } = row.match;
    if (row.surface === "login") {
      return numbers.some((number) => codes?.includes(number) === true || families?.some((family) => number.startsWith(family)) === true);
    }
    if (row.surface !== "graph" && row.surface !== "arm") return false;
    if (codes === undefined && messagePattern === undefined) return false;
    const isCode = codes === undefined || codes.some((code) => words.has(code));
    return isCode && (messagePattern === undefined || messagePattern.test(text));
  });
}
