import type { ErrorCode } from "../../../infra/contract/error-codes.ts";

/** Whose answer a row reads. */
export type DecoderSurface = "login" | "calls" | "call-action" | "call-end" | "graph" | "arm" | "vault" | "vault-key" | "table";

/** Who can mend it. */
type DecoderOwner =
  | "platform engineer"
  | "subscription owner"
  | "Global or Privileged Role Administrator"
  | "Teams administrator"
  | "app team"
  | "callee"
  | "Microsoft"
  | "nobody: nothing is broken";

/** One known answer of Microsoft's, as data: what it looks like, what it means, who mends it and how. */
export interface DecoderRow {
  /** Stable name of the row, unique in all tables. */
  readonly row: string;
  readonly surface: DecoderSurface;
  readonly match: {
    /** HTTP statuses; any where absent. */
    readonly statuses?: readonly number[];
    /** Microsoft's codes as text: AADSTS numbers, `7503`, `TooManyRequests`, or the `code` of a call's result. */
    readonly codes?: readonly string[];
    /** Codes that name the row where there is nothing but text; an answer with a status does not need them. */
    readonly words?: readonly string[];
    /** Beginnings of codes: Entra gives one cause several numbers (700213, 7002131, 7002138). */
    readonly families?: readonly string[];
    /** `subcode` of a call's result. */
    readonly subcodes?: readonly number[];
    /** Only where Microsoft gives no code of its own, or one code for several causes. */
    readonly messagePattern?: RegExp;
  };
  /**
   * Microsoft's own words, as they were seen; `…` stands for names and ids. For readers who search docs/errors.md, and for a
   * text that has no code (decode-text.ts); an answer is never matched by them.
   */
  readonly texts?: readonly string[];
  /** Null where it is the result of a call and no failure. */
  readonly errorCode: ErrorCode | null;
  readonly cause: string;
  readonly owner: DecoderOwner;
  /** Command or setting, with `{placeholders}` for the reader's own values (fill-in.ts). */
  readonly fix: string;
  /** What it says about admin consent: proved by it, missing, or nothing. */
  readonly consentVerdict: "proved" | "missing" | "nothing";
  /** Seconds within which waiting alone can cure it; 0 where it cannot. */
  readonly waitableSeconds: number;
  readonly source: string;
}
