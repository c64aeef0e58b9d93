import type { SeenOperation } from "./operation-notification.ts";

/** What can be drilled on a call that is up. */
export const drillKinds = ["transfer", "cancel-media"] as const;
export type DrillKind = (typeof drillKinds)[number];

/** The drill that was asked for. */
export type DrillWanted =
  | { readonly kind: "transfer"; /** One of the stack's callees, and not the one that is called. */ readonly transferToObjectId: string }
  | { readonly kind: "cancel-media" };

/** How a drill can come out. */
export const drillEnds = [
  /** The transferee answered, and the call left us: 200/7015. */
  "transferred",
  /** The transfer was accepted, and the call came back: the transferee did not take it. */
  "returned",
  /** The prompt was under way, and ended as cancelled. */
  "cancelled",
  /** The prompt had ended before the cancel took effect: nothing was cancelled. */
  "played-out",
  /** The prompt ended as neither played nor cancelled: it was not fetched, or is nothing that is played. */
  "not-played",
  /** Accepted, and nothing that decides it was notified in time. */
  "silent",
  /** The call ended while the drill was under way. */
  "call-ended",
  /** Graph refused a request of the drill. */
  "refused",
  /** A request of the drill had no answer that says what came of it. */
  "unanswered",
  /** The call did not come up, so nothing was asked. */
  "not-made",
] as const;
export type DrillEnd = (typeof drillEnds)[number];

export type DrillAction = "transfer" | "playPrompt" | "cancelMediaProcessing";

/** One request of a drill. */
interface DrillRequest {
  readonly at: Date;
  readonly action: DrillAction;
  /** Status and code, or why there was no answer. */
  readonly answer: string;
}

/** What Graph said when it refused. */
export interface DrillRefusal {
  readonly action: DrillAction;
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly requestId: string;
  readonly date: string;
}

/** The drill of a run, filled in as it goes; judged when the call is over. */
export interface DrillRecord {
  readonly wanted: DrillWanted;
  readonly startedAt: Date;
  finishedAt: Date;
  readonly requests: DrillRequest[];
  /** How many states of the call had been notified when it began. */
  readonly statesBefore: number;
  refusal: DrillRefusal | undefined;
  /** The media operations of this drill, by the client contexts that it gave them. */
  operations: readonly SeenOperation[];
  end: DrillEnd;
}

export function createDrillRecord(wanted: DrillWanted, startedAt: Date, statesBefore: number): DrillRecord {
  return { wanted, startedAt, finishedAt: startedAt, requests: [], statesBefore, refusal: undefined, operations: [], end: "not-made" };
}
