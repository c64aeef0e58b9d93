import { toPartitionKey } from "../contract/notification-row.ts";
import type { HostLog } from "./log.ts";
import type { CallStates } from "./notification-body.ts";

/** Call states that are remembered: the latest half of them for certain. A line too many after that is no harm. */
const maxRemembered = 2_048;

/** Says each state of a call once, however often Microsoft repeats it. */
export class CallStateLog {
  readonly #log: HostLog;
  #latest = new Set<string>();
  #earlier = new Set<string>();

  constructor(log: HostLog) {
    this.#log = log;
  }

  /** Call it once the notification is stored. */
  report({ callId, states }: CallStates): void {
    const reported = states.length === 1 ? (states[0] as string) : states.join(",");
    const key = `${reported} ${callId}`;
    if (this.#latest.has(key) || this.#earlier.has(key)) return;
    if (this.#latest.size >= maxRemembered / 2) {
      this.#earlier = this.#latest;
      this.#latest = new Set();
    }
    this.#latest.add(key);
    // The key and plain words only: they find the rows, and nothing of a sender's choice gets into a line.
    this.#log.info({ event: "call-state", partitionKey: toPartitionKey(callId), states: reported }, "notification kept");
  }
}
