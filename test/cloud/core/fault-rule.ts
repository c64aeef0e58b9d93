/** core/faults.ts */
export interface FaultRules {
  readonly add: (rule: FaultRule) => void;
  readonly list: () => readonly (FaultRule & { readonly fired: number })[];
  /** The rule that applies to this request now, if any; counts the match. */
  readonly take: (request: FaultSubject) => FaultAction | undefined;
  /** Lag in cloud milliseconds before a new object of this kind is visible to reads (`grant`: to tokens). 0 by default. */
  readonly lagMs: (kind: LagKind) => number;
  /** One spoiled token or notification, when a rule says so; consumes the match. */
  readonly takeSpoil: (kind: "token" | "notification", subject: Readonly<Record<string, string>>) => Spoil | undefined;
}
export type LagKind = "application" | "servicePrincipal" | "grant" | "credential" | "roleAssignment" | "bot" | "dns";
export interface FaultSubject {
  readonly plane: string;
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly callerObjectId: string | undefined;
  /** `client_id` of a token request. */
  readonly clientId?: string | undefined;
}
/** Data only, so that scenarios and the control surface can carry it. */
export interface FaultRule {
  readonly name: string;
  readonly match: {
    readonly plane?: string;
    /** Operation name, or a prefix ending in `*`. */
    readonly operation?: string;
    readonly method?: string;
    /** Path template: `/v1.0/servicePrincipals/{id}/appRoleAssignedTo`; a last `{name*}` is the rest. Compared without case. */
    readonly path?: string;
    readonly callerObjectId?: string;
    /** Client that asks for a token: at login nobody is signed in yet. */
    readonly clientId?: string;
    /** Fires on this match (1 = the first) and on `times - 1` after it. Default 1. */
    readonly nth?: number;
  };
  /** How often; default 1, `"always"` without end. */
  readonly times?: number | "always";
  readonly action: FaultAction;
}
export type FaultAction =
  | { readonly kind: "answer"; readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }
  /** Before the handler runs, or (`after-commit`) between what it did and its answer. Default: before. */
  | { readonly kind: "delay"; readonly delayMs: number; readonly when?: "before-commit" | "after-commit" }
  | { readonly kind: "drop"; readonly when: "before-commit" | "after-commit" }
  /** The handler runs (commits), then this is answered instead. */
  | {
      readonly kind: "answer-after-commit";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    }
  /** The handler runs (commits), and nothing is answered as long as the client waits. */
  | { readonly kind: "hold" }
  | { readonly kind: "stale-read" }
  | { readonly kind: "lag"; readonly object: LagKind; readonly delayMs: number }
  | { readonly kind: "operation-fails"; readonly code: string; readonly message: string }
  | { readonly kind: "spoil"; readonly what: "token" | "notification"; readonly spoil: Spoil };
export type Spoil =
  | "drop"
  | "late"
  | "duplicate"
  | "out-of-order"
  | "empty-body"
  | "another-call"
  | "forged"
  | "expired"
  | "wrong-audience"
  | "wrong-issuer"
  | "wrong-tenant"
  | "opaque";
