import type { CloudContext } from "../../core/cloud-context.ts";
import type { CalleeBehaviour } from "../../core/callee-behaviour.ts";
import type { Notifier } from "../notify/notifier.ts";
import { Call } from "./call.ts";
import { CallLife } from "./call-life.ts";
import type { CallRecord } from "./call-record.ts";
import type { CreateBody } from "./create-body.ts";
import type { LoadPrompt } from "./prompt-media.ts";

/** Who places a call, and by which request. */
export interface CallOrigin {
  readonly clientId: string;
  readonly botDisplayName: string;
  readonly requestId: string;
}

/** Every call that was placed in this cloud, in order. */
export class CallRegistry {
  readonly #context: Pick<CloudContext, "clock" | "ids">;
  readonly #notifier: Pick<Notifier, "send">;
  readonly #loadPrompt: LoadPrompt;
  readonly #lives = new Map<string, CallLife>();
  /** How many calls each app has placed, so that ids depend on the app's own calls alone. */
  readonly #placed = new Map<string, number>();

  constructor(context: Pick<CloudContext, "clock" | "ids">, notifier: Pick<Notifier, "send">, loadPrompt: LoadPrompt) {
    this.#context = context;
    this.#notifier = notifier;
    this.#loadPrompt = loadPrompt;
  }

  place(origin: CallOrigin, created: CreateBody, callee: CalleeBehaviour): Call {
    const count = (this.#placed.get(origin.clientId) ?? 0) + 1;
    this.#placed.set(origin.clientId, count);
    const guid = (what: string): string => this.#context.ids.guid(`calls/${origin.clientId}/${count}/${what}`);
    const call = new Call(
      {
        callId: guid("call"),
        callChainId: guid("chain"),
        myParticipantId: guid("participant"),
        calleeParticipantId: guid("callee"),
        ...origin,
        created,
      },
      this.#context.clock.nowMs(),
    );
    const life = new CallLife(call, { clock: this.#context.clock, notifier: this.#notifier, loadPrompt: this.#loadPrompt });
    this.#lives.set(call.identity.callId, life);
    life.begin(callee);
    return call;
  }

  /** A call of this app that has not ended. Another app's call is unknown to it (ASSUMED). */
  findLive(callId: string, clientId: string): CallLife | undefined {
    const life = this.#lives.get(callId.toLowerCase());
    return life === undefined || life.call.ended || life.call.identity.clientId !== clientId ? undefined : life;
  }

  countLive(clientId: string): number {
    return [...this.#lives.values()].filter(({ call }) => !call.ended && call.identity.clientId === clientId).length;
  }

  records(): readonly CallRecord[] {
    return [...this.#lives.values()].map(({ call }) => call.toRecord());
  }

  /** Forgets every call, live ones without a word to anybody. */
  reset(): void {
    for (const life of this.#lives.values()) life.stop();
    this.#lives.clear();
  }
}
