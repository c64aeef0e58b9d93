import type { ErrorCode } from "./error-codes.ts";

/** The four parts of every failure, in the reader's words. No token, secret, phone number or body in any of them. */
export interface DialtoneErrorParts {
  readonly code: ErrorCode;
  /** What went wrong, one sentence. */
  readonly what: string;
  /** What was seen. */
  readonly saw: string;
  /** What was expected instead. */
  readonly expected: string;
  /** The command or setting that cures it. */
  readonly fix: string;
  readonly cause?: unknown;
}

/**
 * A foreseen failure: it names its cause and its cure, and is printed without a stack trace.
 * Anything else that is thrown is a bug in Dialtone and is said to be one (exit 1).
 */
export class DialtoneError extends Error {
  override readonly name = "DialtoneError";
  readonly code: ErrorCode;
  readonly what: string;
  readonly saw: string;
  readonly expected: string;
  readonly fix: string;

  constructor(parts: DialtoneErrorParts) {
    super(
      `${parts.code}  ${parts.what}\n  saw       ${parts.saw}\n  expected  ${parts.expected}\n  fix       ${parts.fix}` +
        `\n  more      docs/errors.md#${parts.code.toLowerCase()}`,
      parts.cause === undefined ? undefined : { cause: parts.cause },
    );
    this.code = parts.code;
    this.what = parts.what;
    this.saw = parts.saw;
    this.expected = parts.expected;
    this.fix = parts.fix;
  }
}
