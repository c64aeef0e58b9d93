import type { DecoderRow } from "./decoder-row.ts";

/** A sentence of fewer words is not Microsoft's alone: "Call not found." */
const tellingWords = 4;

/** Characters that a name or an id in the middle of a sentence has at most. */
const longestName = 300;

/**
 * The first row one of whose sentences stands in the text, in whatever case and wherever its lines are broken. Whole logs
 * are pasted: the text is prepared once, and a sentence is looked for only where its longest part is. Pure.
 */
export function findBySentence(rows: readonly DecoderRow[], text: string): DecoderRow | undefined {
  const letters = toLetters(text);
  return rows.find(({ texts = [] }) => texts.some((sentence) => isTelling(sentence) && standsIn(sentence, letters)));
}

function isTelling(sentence: string): boolean {
  return sentence.split(/[\s…]+/).length >= tellingWords;
}

function standsIn(sentence: string, letters: string): boolean {
  const parts = sentence.split("…").map(toLetters);
  if (!parts.every((part) => letters.includes(part))) return false;
  const patterns = parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(patterns.join(`.{0,${longestName}}?`)).test(letters);
}

/** Without blanks, quotation marks and the full stop at the end, which differ from client to client. */
function toLetters(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/["'`\s]/g, "")
    .replace(/\.{1,3}$/, "");
}
