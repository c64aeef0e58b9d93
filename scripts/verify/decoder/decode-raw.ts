import { decodeText } from "./decode-text.ts";
import { decode, decoderRows } from "./decode.ts";
import type { DecoderRow } from "./decoder-row.ts";

/**
 * The row behind a text as people paste it: an answer of Microsoft's, a notification, a line of a log, an exception. What
 * it names decides, most telling first: AADSTS numbers, the calling service's four-digit codes, how a call ended, and the
 * words that Graph, Azure, Key Vault and table storage use as codes. Undefined where nothing is known: nothing is guessed. Pure.
 */
export function decodeRaw(text: string): DecoderRow | undefined {
  return decodeLogin(text) ?? decodeCalls(text) ?? decodeCallEnd(text) ?? decodeText(text) ?? decodeDataPlane(text);
}

function decodeLogin(text: string): DecoderRow | undefined {
  const codes = [...text.matchAll(/\bAADSTS(\d+)/g)].map(([, code = ""]) => code);
  return codes.length === 0 ? undefined : decode({ surface: "login", codes, message: text });
}

/** `"code": "7505"`, `Code: 7504`, `"errorCode":"7503"` inside a string, `Error code: 9999`. */
function decodeCalls(text: string): DecoderRow | undefined {
  const codes = [...text.matchAll(/\b(?:error ?)?code\b[\s"'\\]*[:=]?[\s"'\\]*(\d{4})\b/gi)].map(([, code = ""]) => code);
  const isOfCalls = (row: DecoderRow): boolean => row.surface === "calls" && row.match.statuses === undefined;
  return codes.length === 0
    ? undefined
    : decoderRows.find((row) => isOfCalls(row) && codes.some((code) => row.match.codes?.includes(code) === true));
}

/** `resultInfo` of a notification, `DiagCode: 500#7117`, `SubCode=8541`. The subcode says more than the code. */
function decodeCallEnd(text: string): DecoderRow | undefined {
  const subcode = /\bsub_?code\b[\s"'\\]*[:=]?[\s"'\\]*(\d+)/i.exec(text)?.[1] ?? /DiagCode:\s*\d+#(\d+)/i.exec(text)?.[1];
  if (subcode === undefined) return undefined;
  const code = /\b(?:response)?code\b[\s"'\\]*[:=]?[\s"'\\]*(\d{1,3})\b/i.exec(text)?.[1] ?? /DiagCode:\s*(\d+)#/i.exec(text)?.[1] ?? "";
  return decode({ surface: "call-end", codes: [code], subcode: Number(subcode) });
}

function decodeDataPlane(text: string): DecoderRow | undefined {
  const words = new Set(text.match(/[A-Za-z][A-Za-z0-9_]+/g) ?? []);
  return decoderRows.find(
    ({ surface, match }) => (surface === "vault" || surface === "table") && match.codes?.some((code) => words.has(code)) === true,
  );
}
