import type { Cloud } from "../../infra/contract/cloud.ts";
import type { ChainLink } from "../../infra/contract/exit-code.ts";
import type { Outputs } from "../../infra/contract/outputs.ts";
import type { AppProof } from "../lib/app-token.ts";
import type { BudgetClock } from "../lib/budget-clock.ts";
import type { Progress } from "../lib/progress.ts";
import type { TokenClaims } from "../lib/token-claims.ts";
import type { Budgets } from "./budgets.ts";
import type { DrillWanted } from "./drill/drill-record.ts";
import type { Judgement } from "./judgement.ts";
import type { VerifyClients } from "./verify-clients.ts";

/** One run of verify: what it works with, and what it has found so far. */
export interface Verification {
  readonly cloud: Cloud;
  readonly outputs: Outputs;
  readonly calleeObjectId: string;
  /** False with `--no-call`. */
  readonly isCallWanted: boolean;
  /** True with `--require-answer`. */
  readonly isAnswerRequired: boolean;
  /** What is drilled when the call is up; undefined: nothing. */
  readonly drill: DrillWanted | undefined;
  readonly clients: VerifyClients;
  readonly clock: BudgetClock;
  readonly budgets: Budgets;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly findings: Findings;
}

/** Facts that one check finds and later ones build on. Lives in memory only. */
export interface Findings {
  /** What the calling app proves itself with; made anew for each token where it lives for minutes only. */
  proof: (() => Promise<AppProof>) | undefined;
  /** Issuer, subject and audience of the token that is shown in place of a secret. */
  presented: string | undefined;
  accessToken: string | undefined;
  /** Undefined before a token was read, and where it is opaque. */
  claims: TokenClaims | undefined;
  /** What the directory or a token said about the grant; null where neither did. */
  isGranted: boolean | null;
  wider: readonly string[];
  /** Seconds that this machine's clock is ahead of the login host's. */
  clockSkewSeconds: number | undefined;
}

export function createFindings(): Findings {
  return {
    proof: undefined,
    presented: undefined,
    accessToken: undefined,
    claims: undefined,
    isGranted: null,
    wider: [],
    clockSkewSeconds: undefined,
  };
}

/** One check of the chain, as data. */
export interface Check {
  /** `<link>.<what>`, stable: pipelines build on it. */
  readonly checkId: `${ChainLink}.${string}`;
  readonly link: ChainLink;
  /** Whether it is about this stack at all; where it is not, nobody hears of it. Default: about every one. */
  readonly isFor?: (outputs: Outputs) => boolean;
  /** Checks of the same link that must have passed; otherwise this one is skipped and says on what. */
  readonly needs: readonly string[];
  /** Judges. Throws TransportFailure, RestError, OperatorSignInFailure where it could not look: the chain makes `unknown` of it. */
  readonly run: (verification: Verification) => Promise<Judgement>;
}
