/** How a user's Teams behaves when it rings. planes/calls reads it; grows with the scenarios. Delays are on the cloud's clock. */
export interface CalleeBehaviour {
  readonly kind:
    | "answers"
    | "declines"
    | "busy"
    | "no-answer"
    | "signed-out"
    | "not-licensed"
    | "policy"
    | "voicemail"
    | "unreachable"
    | "network"
    | "federated"
    | "bot";
  readonly afterMs: number;
  /** Where the call comes up: the callee's side ends it so long after; never when absent. */
  readonly hangsUpAfterMs?: number;
  /** Why it ends it then. Default: the callee hangs up. */
  readonly hangsUpAs?: "callee" | "transferred" | "keep-alive";
}
