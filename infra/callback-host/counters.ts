import type { RefusalClass } from "./refusal.ts";

/** Things that add up. `storeMs` is the time that notifications waited for the table, in milliseconds. */
export type CounterName =
  | "accepted"
  | "duplicate"
  | "rowsStored"
  | "storeMs"
  | "storeRequests"
  | "tokenCacheHits"
  | "tokensVerified"
  | "keyRefreshes"
  | "keyRefreshFailures";
/** Things of which the largest counts: notifications held at a time (the queue), and the longest wait for the table, in milliseconds. */
export type PeakName = "mostHeld" | "storeMsMax";

/** What happened since the last report, as numbers only. Written to the log once a minute; there is no endpoint for it. */
export class Counters {
  #counts = new Map<string, number>();

  add(name: CounterName, amount = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + amount);
  }

  peak(name: PeakName, value: number): void {
    const highest = this.#counts.get(name);
    if (highest === undefined || value > highest) this.#counts.set(name, value);
  }

  addRefused(refusalClass: RefusalClass): void {
    const name = `refused.${refusalClass}`;
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  /** The counts since the last call; empty when nothing happened. */
  take(): Record<string, number> {
    const counts = Object.fromEntries([...this.#counts].toSorted(([left], [right]) => (left < right ? -1 : 1)));
    this.#counts = new Map();
    return counts;
  }
}
