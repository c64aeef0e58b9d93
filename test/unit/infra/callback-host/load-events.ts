import { notification, toRequest } from "./host-fixture.ts";
import type { Random } from "./random.ts";

/** One notification as it goes over the wire, and the answer that it deserves from a host that can store. */
export interface LoadEvent {
  readonly eventId: string;
  readonly body: Buffer;
  readonly bytes: Buffer;
  readonly deserved: 202 | 400 | 401;
}

export interface LoadMix {
  /** Share of events that were sent before. */
  readonly duplicates: number;
  readonly badTokens: number;
  readonly badBodies: number;
}

/** S1's mix. Source: hostile-and-faults.md, section 11. */
export const usualMix: LoadMix = { duplicates: 0.1, badTokens: 0.01, badBodies: 0.01 };

/** Duplicates are of the last this many events: Microsoft sends again soon or never. */
const remembered = 200;

/** Events without end, of some calls at a time, as a seed decides. Every event has bytes of its own. */
export class LoadEvents {
  readonly #random: Random;
  readonly #nextToken: () => string;
  readonly #mix: LoadMix;
  readonly #prefix: string;
  readonly #recent: LoadEvent[] = [];
  #count = 0;

  /** One token for all events, or the next one for each. */
  constructor(random: Random, token: string | (() => string), mix: LoadMix = usualMix, prefix = "e") {
    this.#random = random;
    this.#nextToken = typeof token === "string" ? () => token : token;
    this.#mix = mix;
    this.#prefix = prefix;
  }

  next(): LoadEvent {
    const random = this.#random;
    if (this.#recent.length > 0 && random.chance(this.#mix.duplicates)) return random.pick(this.#recent);
    this.#count += 1;
    const eventId = `${this.#prefix}${this.#count}`;
    const call = `${this.#prefix}-call-${Math.floor(this.#count / 4)}`;
    const text = notification(random.pick(["establishing", "established", "terminated"]), {
      resource: `/app/calls/${call}`,
      resourceUrl: `/communications/calls/${call}`,
      resourceData: { "@odata.type": "#microsoft.graph.call", state: "established", id: call },
      ledgerEvent: eventId,
    });
    const token = this.#nextToken();
    const kind = random.next();
    if (kind < this.#mix.badTokens) return this.#toEvent(eventId, text, `${token.slice(0, -8)}AAAAAAAA`, 401);
    if (kind < this.#mix.badTokens + this.#mix.badBodies) return this.#toEvent(eventId, text.slice(0, -1), token, 400);
    const event = this.#toEvent(eventId, text, token, 202);
    this.#recent.push(event);
    if (this.#recent.length > remembered) this.#recent.shift();
    return event;
  }

  #toEvent(eventId: string, text: string, token: string, deserved: LoadEvent["deserved"]): LoadEvent {
    const body = Buffer.from(text);
    return { eventId, body, bytes: toRequest({ authorization: `Bearer ${token}`, body }), deserved };
  }
}
