import { decodeText } from "./decode-text.ts";
import { decode, decoderRows } from "./decode.ts";
import type { DecoderRow } from "./decoder-row.ts";
import { findBySentence } from "./find-by-sentence.ts";
import { toPlainText } from "./plain-text.ts";

/**
 * The row behind a text as people paste it: an answer of Microsoft's, a notification, a line of a log, an exception. What
 * it names decides, most telling first: AADSTS numbers, the calling service's four-digit codes, how a call ended, the
 * words that Graph, Azure, Key Vault and table storage use as codes, and last a whole sentence of Microsoft's without its
 * code. Undefined where nothing is known: nothing is guessed. Pure.
 */
export function decodeRaw(pasted: string): DecoderRow | undefined {
  const lines = toPlainText(pasted)
    .split("\n")
    .map((line) => line.trim());
  // An editor breaks a line between two words, and a terminal wherever it is full, also inside a number.
  const known = [" ", ""].map((between) => decodePlain(lines.join(between).trim())).filter((row) => row !== undefined);
  return known.toSorted((one, other) => decoderRows.indexOf(one) - decoderRows.indexOf(other))[0];
}

function decodePlain(text: string): DecoderRow | undefined {
  return (
    decodeLogin(text) ??
    decodeCalls(text) ??
    decodeCallEnd(text) ??
    decodeText(text, ["graph", "arm", "vault", "table"]) ??
    findBySentence(decoderRows, text)
  );
}

/** `AADSTS7000215: …`, `"error_codes":[7000215]`, `error?code=7000215`, a sign-in log's `errorCode: 53003`. */
function decodeLogin(text: string): DecoderRow | undefined {
  const named = [...text.matchAll(/AADSTS[ :#]{0,2}(\d+)/gi)];
  const listed = [...text.matchAll(/\b(?:error_?codes?|sign-in error code|error\?code)\b["']?\s{0,9}[:=]?\s{0,9}\[?["']?(\d{5,8})\b/gi)];
  const codes = [...named, ...listed].map(([, code = ""]) => code);
  const alone = /^(\d{5,8})$/.exec(text)?.[1];
  if (alone !== undefined) codes.push(alone);
  return codes.length === 0 ? undefined : decode({ surface: "login", codes, message: text });
}

/** `"code": "7505"`, `Code: 7504`, `"errorCode":"7503"` inside a string, `Error code: 9999`, `HTTP 403 7503`, `7503`. */
function decodeCalls(text: string): DecoderRow | undefined {
  const named = [...text.matchAll(/\b(?:error[ _]?)?code\b[\s"']{0,9}[:=]?[\s"']{0,9}(\d{4})\b/gi)];
  // Never after a bare status and a blank: an access log writes the length of the body there.
  const afterStatus = [...text.matchAll(/\b(?:error[: ]+|HTTP \d{3}[ :/,(-]+|[45]\d\d ?[:/,(-] ?)(\d{4})\b(?![-:/.#]\d)/gi)];
  const codes = [...named, ...afterStatus].map(([, code = ""]) => code);
  const alone = /^(\d{4})$/.exec(text)?.[1];
  if (alone !== undefined) codes.push(alone);
  const ofCalls = decoderRows.filter((row) => row.surface === "calls" && row.match.statuses === undefined);
  return (
    ofCalls.find((row) => codes.some((code) => row.match.codes?.includes(code) === true)) ??
    ofCalls.find(({ match }) => match.codes === undefined && match.messagePattern?.test(text) === true)
  );
}

/** `resultInfo` of a notification, `DiagCode: 500#7117`, `487#10003`, `SubCode=8541`, our own `(480/10037)`. The subcode says more than the code. */
function decodeCallEnd(text: string): DecoderRow | undefined {
  const [, pairCode, pairSubcode] =
    /DiagCode:\s*(\d+)#(\d+)/i.exec(text) ??
    /(?<![\w/#])([2-6]\d{2})#(\d{1,7})(?![\w#])/.exec(text) ??
    /(?:^|\()(0|[2-6]\d{2})\/(\d{1,7})(?:\)|$)/.exec(text) ??
    [];
  const subcode = /\bsub_?code\b[\s"']{0,9}[:=]?[\s"']{0,9}(\d+)/i.exec(text)?.[1] ?? pairSubcode;
  const alone = /^(\d{4,7})$/.exec(text)?.[1];
  if (subcode === undefined && alone !== undefined) return decode({ surface: "call-end", codes: [], subcode: Number(alone) });
  if (subcode === undefined) return undefined;
  const code = /\b(?:response)?code\b[\s"']{0,9}[:=]?[\s"']{0,9}(\d{1,3})\b/i.exec(text)?.[1] ?? pairCode ?? "";
  return decode({ surface: "call-end", codes: [code], subcode: Number(subcode) });
}
