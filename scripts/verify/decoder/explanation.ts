import { errorCodes, type ErrorCode } from "../../../infra/contract/error-codes.ts";
import { exitCode, type ExitCode } from "../../../infra/contract/exit-code.ts";
import type { Paint } from "../../lib/paint.ts";
import type { DecoderRow } from "./decoder-row.ts";
import { toCapitals } from "./to-capitals.ts";

/** What is known of a text, for machines. Words in CAPITALS stand for the reader's own values. */
export interface Explanation {
  readonly schema: "dialtone/explanation/1";
  readonly isKnown: boolean;
  /** Name of the row that knows it. */
  readonly row: string | null;
  /** What verify would say; null for the end of a call that is no failure, and where nothing is known. */
  readonly code: ErrorCode | null;
  /** What verify would end with. */
  readonly exitCode: ExitCode | null;
  readonly cause: string;
  readonly owner: string;
  readonly fix: string;
  readonly consent: DecoderRow["consentVerdict"] | null;
  readonly waitableSeconds: number;
  readonly source: string;
}

const quote = "ask Microsoft, and quote: request-id, client-request-id, Date and, for a call, the call chain id";

/** The row in the reader's words; what is not known is said to be unknown, with what to quote. Pure. */
export function explain(row: DecoderRow | undefined): Explanation {
  return {
    schema: "dialtone/explanation/1",
    isKnown: row !== undefined,
    row: row?.row ?? null,
    code: row?.errorCode ?? null,
    exitCode: row === undefined || row.errorCode === null ? null : exitCode[errorCodes[row.errorCode]],
    cause: row?.cause ?? "not known here, and nothing is guessed",
    owner: row?.owner ?? "Microsoft",
    fix: row === undefined ? quote : toCapitals(row.fix),
    consent: row?.consentVerdict ?? null,
    waitableSeconds: row?.waitableSeconds ?? 0,
    source: row?.source ?? "",
  };
}

const nobody: DecoderRow["owner"] = "nobody: nothing is broken";

const consentWords = {
  proved: "consent is proved by it",
  missing: "consent is missing",
  nothing: "it says nothing about consent",
} as const;

/** For people. Pure. */
export function formatExplanation(explanation: Explanation, paint: Paint): string {
  const { isKnown, code, cause, owner, fix, consent, waitableSeconds, source } = explanation;
  const waiting = waitableSeconds === 0 ? "waiting does not cure it" : `waiting may cure it, within ${waitableSeconds} s`;
  // The end of a call unproves nothing, and may be a failure all the same for whoever wanted to talk.
  const withoutCode = owner === nobody ? "no failure" : "end of a call";
  const lines = [
    "",
    `${isKnown ? paint.bold(code ?? withoutCode) : paint.warn("unknown")}  ${cause}`,
    `  who       ${owner}`,
    `  fix       ${fix}`,
  ];
  if (consent !== null) lines.push(`  and       ${consentWords[consent]}; ${waiting}`, paint.dim(`  source    ${source}`));
  if (code !== null) lines.push(paint.dim(`  more      docs/errors.md#${code.toLowerCase()}`));
  return [...lines, ""].join("\n");
}
