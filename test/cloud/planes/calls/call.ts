import type { CallRecord, CallState, ResultInfo } from "./call-record.ts";
import type { CreateBody } from "./create-body.ts";
import type { MediaOperation } from "./media-operation.ts";

/** What is fixed when a call is created. */
export interface CallIdentity {
  readonly callId: string;
  readonly callChainId: string;
  readonly myParticipantId: string;
  readonly calleeParticipantId: string;
  readonly clientId: string;
  /** Name of the bot, which Teams shows to the callee. */
  readonly botDisplayName: string;
  readonly requestId: string;
  readonly created: CreateBody;
}

/** One call as it lives: its state, how it came there, its media operations. */
export class Call {
  readonly identity: CallIdentity;
  readonly operations = new Map<string, MediaOperation>();
  state: CallState = "establishing";
  audioActive = false;
  /** Where it was answered: a Teams client of the callee, or the voicemail. */
  answeredAt: "default" | "voicemail" | undefined;
  hungUpAtMs: number | undefined;
  result: ResultInfo | undefined;
  readonly #states: { readonly state: CallState; readonly atMs: number }[] = [];

  constructor(identity: CallIdentity, nowMs: number) {
    this.identity = identity;
    this.#states.push({ state: "establishing", atMs: nowMs });
  }

  enter(state: CallState, nowMs: number): void {
    this.state = state;
    this.#states.push({ state, atMs: nowMs });
  }

  get ended(): boolean {
    return this.state === "terminated";
  }

  toRecord(): CallRecord {
    const { callId, callChainId, clientId, requestId, created } = this.identity;
    return {
      callId,
      callChainId,
      clientId,
      tenantId: created.tenantId,
      calleeObjectId: created.calleeObjectId,
      callbackUri: created.callbackUri,
      requestId,
      states: this.#states.map(({ state, atMs }) => ({ state, at: new Date(atMs).toISOString() })),
      answered: this.answeredAt !== undefined,
      hungUpAt: this.hungUpAtMs === undefined ? undefined : new Date(this.hungUpAtMs).toISOString(),
      result: this.result,
    };
  }
}
