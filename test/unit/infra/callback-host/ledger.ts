import { createHash } from "node:crypto";
import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import type { ReadRow } from "./host-rig.ts";
import { toKeptBody } from "./host-rig.ts";
import type { LoadEvent } from "./load-events.ts";

/** The ledger joined with the table: the last four must be 0. */
export interface LedgerCounts {
  /** Distinct events that were sent. */
  readonly events: number;
  readonly acknowledged: number;
  readonly rows: number;
  /** Answered 2xx, and no row has it. */
  readonly acknowledgedButMissing: number;
  /** Rows beyond the first of an event. */
  readonly doubleRows: number;
  /** Answered 4xx only, and a row has it. */
  readonly refusedButStored: number;
  /** Rows whose bytes nobody sent. */
  readonly alienRows: number;
}

/**
 * What a sender knows about a host, kept outside of it: which event got which answer. Written to a file as it happens,
 * so that it survives whatever it is about.
 */
export class Ledger {
  readonly file: string;
  readonly #descriptor: number;
  readonly #statuses = new Map<string, Set<number | undefined>>();
  readonly #eventOfBody = new Map<string, string>();

  constructor(file: string) {
    this.file = file;
    this.#descriptor = openSync(file, "a");
  }

  note({ eventId, body }: LoadEvent, status: number | undefined): void {
    writeSync(this.#descriptor, `${eventId} ${status ?? "none"}\n`);
    const statuses = this.#statuses.get(eventId) ?? new Set();
    statuses.add(status);
    this.#statuses.set(eventId, statuses);
    this.#eventOfBody.set(toHash(body), eventId);
  }

  /** Puts what was noted on the disk, and closes the file. */
  close(): void {
    fsyncSync(this.#descriptor);
    closeSync(this.#descriptor);
  }

  join(rows: readonly ReadRow[]): LedgerCounts {
    const rowsOfEvent = new Map<string, number>();
    let alienRows = 0;
    for (const row of rows) {
      const eventId = this.#eventOfBody.get(toHash(toKeptBody(row)));
      if (eventId === undefined) alienRows += 1;
      else rowsOfEvent.set(eventId, (rowsOfEvent.get(eventId) ?? 0) + 1);
    }
    const events = [...this.#statuses];
    const acknowledged = events.filter(([, statuses]) => statuses.has(202));
    const refused = events.filter(([, statuses]) => [...statuses].every((status) => status !== undefined && status >= 400 && status < 500));
    return {
      events: events.length,
      acknowledged: acknowledged.length,
      rows: rows.length,
      acknowledgedButMissing: acknowledged.filter(([eventId]) => !rowsOfEvent.has(eventId)).length,
      doubleRows: [...rowsOfEvent.values()].reduce((sum, count) => sum + count - 1, 0),
      refusedButStored: refused.filter(([eventId]) => rowsOfEvent.has(eventId)).length,
      alienRows,
    };
  }
}

function toHash(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
