import type { HostLog } from "./log.ts";

/** One line for each event in this time, in milliseconds. */
const lineMs = 1_000;

/**
 * Says what goes wrong without letting the internet write our logs: one line for each event and second, with the
 * number of those that were not written since.
 */
export class RateLimitedLog {
  readonly #log: HostLog;
  readonly #nowMs: () => number;
  readonly #events = new Map<string, { atMs: number; suppressed: number }>();

  constructor(log: HostLog, nowMs: () => number) {
    this.#log = log;
    this.#nowMs = nowMs;
  }

  /** `event` is one of a few fixed words; `reason` comes from us or from the table service, never from a request. */
  report(event: string, reason?: string): void {
    const nowMs = this.#nowMs();
    const last = this.#events.get(event);
    if (last !== undefined && nowMs - last.atMs < lineMs) {
      last.suppressed += 1;
      return;
    }
    this.#events.set(event, { atMs: nowMs, suppressed: 0 });
    this.#log.warn({ event, ...(reason === undefined ? {} : { reason }), suppressed: last?.suppressed ?? 0 }, event);
  }
}
