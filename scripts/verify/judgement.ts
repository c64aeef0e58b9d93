import type { ErrorCode } from "../../infra/contract/error-codes.ts";
import type { CheckStatus } from "./evidence.ts";

/** What one check comes to, in the four parts of every message. */
export interface Judgement {
  readonly status: CheckStatus;
  readonly code: ErrorCode | null;
  readonly message: string;
  readonly saw: string;
  readonly expected: string;
  readonly fix: string;
}

/** The three parts below the sentence. */
export interface JudgementParts {
  readonly saw: string;
  readonly expected: string;
  readonly fix: string;
}

export function passed(message: string, parts: { readonly saw: string; readonly expected: string }): Judgement {
  return { status: "passed", code: null, message, ...parts, fix: "" };
}

export function failed(code: ErrorCode, message: string, parts: JudgementParts): Judgement {
  return { status: "failed", code, message, ...parts };
}

/** Goes on, and is shown. */
export function warned(code: ErrorCode, message: string, parts: JudgementParts): Judgement {
  return { status: "warned", code, message, ...parts };
}

/** Could not be found out: exit 3, never a verdict. */
export function unknown(code: ErrorCode, message: string, parts: JudgementParts): Judgement {
  return { status: "unknown", code, message, ...parts };
}

/** Was not looked at; the message says on what it depends, or who did not want it. */
export function skipped(message: string): Judgement {
  return { status: "skipped", code: null, message, saw: "", expected: "", fix: "" };
}
