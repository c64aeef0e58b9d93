import type { CredentialMode } from "../../infra/contract/credential-settings.ts";

/** A generation as it stands in the stack's file. */
export interface WrittenGeneration {
  readonly name: string;
  readonly mode?: CredentialMode;
  readonly life?: string;
  readonly ends?: string;
  /** From when on it is taken away, RFC 3339. */
  readonly removeAfter?: string;
}
/** `dialtone:credential` as it stands in the stack's file. */
export interface WrittenCredential {
  readonly mode?: CredentialMode;
  readonly generations: readonly WrittenGeneration[];
  /** Names of those that a run began to take away; gone once a run ended with it. */
  readonly removing?: readonly string[];
}
