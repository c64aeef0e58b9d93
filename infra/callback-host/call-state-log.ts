import { toPartitionKey } from "../contract/notification-row.ts";
import type { HostLog } from "./log.ts";
import type { CallStates } from "./notification-body.ts";

/** Calls that are remembered: the latest half of them for certain. A line too many after that is no harm. */
const maxRemembered = 1_024;
/** States of one call that are remembered, and the characters of each; Microsoft's calls have five short ones. */
const maxStates = 16;
const maxStateLength = 128;

/** Says each state of a call once, however often Microsoft repeats it. */
export class CallStateLog {
  readonly #log: HostLog;
  /** What was said of a call, by its id. */
  #latest = new Map<string, string[]>();
  #earlier = new Map<string, string[]>();

  constructor(log: HostLog) {
    this.#log = log;
  }

  /** Call it once the notification is stored. */
  report({ callId, states }: CallStates): void {
    const reported = states.length === 1 ? (states[0] as string) : states.join(",");
    const said = this.#latest.get(callId) ?? this.#earlier.get(callId);
    if (said?.includes(reported) === true) return;
    if (reported.length <= maxStateLength) this.#remember(callId, said, reported);
    // The key and plain words only: they find the rows, and nothing of a sender's choice gets into a line.
    this.#log.info({ event: "call-state", partitionKey: toPartitionKey(callId), states: reported }, "notification kept");
  }

  #remember(callId: string, said: string[] | undefined, reported: string): void {
    if (said !== undefined) {
      if (said.length < maxStates) said.push(reported);
      return;
    }
    if (this.#latest.size >= maxRemembered / 2) {
      this.#earlier = this.#latest;
      this.#latest = new Map();
    }
    this.#latest.set(callId, [reported]);
  }
}
