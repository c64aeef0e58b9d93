import { armRows } from "./arm-rows.ts";
import { callActionRows } from "./call-action-rows.ts";
import { callEndRows } from "./call-end-rows.ts";
import { callsRows } from "./calls-rows.ts";
import { dataPlaneRows } from "./data-plane-rows.ts";
import type { DecoderRow } from "./decoder-row.ts";
import { graphRows } from "./graph-rows.ts";
import { loginRows } from "./login-rows.ts";
import { vaultKeyRows } from "./vault-key-rows.ts";

/** What Microsoft said, reduced to what rows can match. */
export interface DecoderSubject {
  readonly surface: DecoderRow["surface"];
  readonly status?: number;
  /** All codes of the answer; for a call's result, its `code`. */
  readonly codes: readonly string[];
  readonly subcode?: number | undefined;
  readonly message?: string;
}

/** Every known answer. Within a surface, special rows come before general ones. */
export const decoderRows: readonly DecoderRow[] = [
  ...loginRows,
  ...graphRows,
  ...armRows,
  ...dataPlaneRows,
  ...vaultKeyRows,
  ...callsRows,
  ...callActionRows,
  ...callEndRows,
];

/** The row that knows this answer, or undefined: what is not known is not guessed. Pure. */
export function decode(subject: DecoderSubject): DecoderRow | undefined {
  const told = withDiagCode(subject);
  return decoderRows.find((row) => row.surface === told.surface && isMatch(row.match, told));
}

/** The calling service hides its numbers in text: `Bad Request. DiagCode: 400#2203.` (graph-calling facts 3.8 and 5.2, read 2026-11-23). */
function withDiagCode(subject: DecoderSubject): DecoderSubject {
  const [, code, subcode] = /DiagCode:\s*(\d+)#(\d+)/i.exec(subject.message ?? "") ?? [];
  if (code === undefined || subcode === undefined) return subject;
  return { ...subject, codes: [...subject.codes, code, subcode], subcode: subject.subcode ?? Number(subcode) };
}

function isMatch(match: DecoderRow["match"], subject: DecoderSubject): boolean {
  const isStatus = match.statuses === undefined || (subject.status !== undefined && match.statuses.includes(subject.status));
  const hasCodes = match.codes !== undefined || match.families !== undefined;
  const isCode =
    !hasCodes ||
    subject.codes.some(
      (code) => match.codes?.includes(code) === true || match.families?.some((family) => code.startsWith(family)) === true,
    );
  const isSubcode = match.subcodes === undefined || (subject.subcode !== undefined && match.subcodes.includes(subject.subcode));
  const isMessage = match.messagePattern === undefined || match.messagePattern.test(subject.message ?? "");
  return isStatus && isCode && isSubcode && isMessage;
}
