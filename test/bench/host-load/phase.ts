import { join } from "node:path";
import type { RunningProcess } from "../../unit/infra/callback-host/host-process.ts";
import type { HostRig } from "../../unit/infra/callback-host/host-rig.ts";
import { Ledger } from "../../unit/infra/callback-host/ledger.ts";
import type { LoadEvent } from "../../unit/infra/callback-host/load-events.ts";

/** A phase's result: what was measured, and what of it is not as it must be (empty is good). */
export interface Verdict {
  readonly measured: string;
  readonly problems: readonly string[];
}

/** What the phases share. */
export interface LoadRun {
  readonly rig: HostRig;
  readonly host: RunningProcess;
  /** Share of the profile's time that is spent; 1 is the whole profile. */
  readonly share: number;
  /** S1's p99, in milliseconds, once S1 ran. */
  steadyP99Ms: number;
}

/** Notes answers into a ledger and into numbers. */
export class AnswerBook {
  readonly ledger: Ledger;
  readonly latenciesMs: number[] = [];
  readonly tally = new Map<string, number>();
  /** Answers other than the event deserved; 503 is counted apart. */
  readonly wrong: string[] = [];
  unavailable = 0;
  unanswered = 0;

  constructor(rig: HostRig, name: string) {
    this.ledger = new Ledger(join(rig.directory, `${name}.ledger`));
  }

  readonly note = (event: LoadEvent, status: number | undefined, latencyMs: number): void => {
    this.ledger.note(event, status);
    this.tally.set(`${status ?? "none"}`, (this.tally.get(`${status ?? "none"}`) ?? 0) + 1);
    if (status === 503) this.unavailable += 1;
    else if (status === undefined) this.unanswered += 1;
    else if (status !== event.deserved) this.wrong.push(`${event.eventId}: ${status} instead of ${event.deserved}`);
    if (status === 202) this.latenciesMs.push(latencyMs);
  };

  /** What the ledger and the table disagree about. Only rows of this phase's events count as its rows. */
  async join(rig: HostRig, prefix: string): Promise<string[]> {
    this.ledger.close();
    const rows = (await rig.readRows()).filter((row) => String(row["callId"]).startsWith(`${prefix}-call-`));
    const { acknowledged, acknowledgedButMissing, doubleRows, refusedButStored, alienRows } = this.ledger.join(rows);
    const problems = Object.entries({ acknowledgedButMissing, doubleRows, refusedButStored, alienRows })
      .filter(([, count]) => count > 0)
      .map(([name, count]) => `${name} ${count}`);
    if (acknowledged === 0) problems.push("nothing was acknowledged");
    return [...problems, ...this.wrong.slice(0, 3)];
  }

  describe(): string {
    return [...this.tally].map(([status, count]) => `${status} × ${count}`).join(", ");
  }
}

/** `text` when it is not so. */
export function unless(isSo: boolean, text: string): string[] {
  return isSo ? [] : [text];
}
