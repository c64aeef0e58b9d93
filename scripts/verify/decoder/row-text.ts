import type { DecoderRow } from "./decoder-row.ts";

/** A sentence of fewer words is not Microsoft's alone: "Call not found." */
const tellingWords = 4;

/** Characters that a name or an id in the middle of a sentence has at most. */
const longestName = 300;

/** Whether one of the row's sentences stands in the text, in whatever case and wherever its lines are broken. Pure. */
export function isTextOf({ texts = [] }: DecoderRow, text: string): boolean {
  const letters = toLetters(text);
  return texts.some((sentence) => sentence.split(/[\s…]+/).length >= tellingWords && toPattern(sentence).test(letters));
}

function toPattern(sentence: string): RegExp {
  const parts = sentence.split("…").map((part) => toLetters(part).replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(parts.join(`.{0,${longestName}}?`));
}

/** Without blanks, quotation marks and the full stop at the end, which differ from client to client. */
function toLetters(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/["'`\s]/g, "")
    .replace(/\.+$/, "");
}
