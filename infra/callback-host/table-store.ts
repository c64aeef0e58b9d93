import type { Counters } from "./counters.ts";
import { StoreUnavailable } from "./notification-store.ts";
import type { AcceptedNotification, NotificationStore, StoreOutcome, StoredNotification } from "./notification-store.ts";
import type { NotificationsTable } from "./notifications-table.ts";
import type { RateLimitedLog } from "./rate-limited-log.ts";
import { toStoredRows } from "./stored-rows.ts";

/** Most rows of one request. The service takes 100; fewer make a conflict cheaper. */
export const maxBatchRows = 50;
/** Most bytes of bodies in one request; base64 makes them a third larger, and the service takes 4 MiB. Source: https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions, read 2026-11-25. */
const maxBatchBytes = 1024 * 1024;
/** Most requests to the table at a time. */
const maxRequests = 32;
/** Most rows that wait for one; beyond it the sender is told to come again. */
export const maxWaitingRows = 2_000;
/**
 * Pause between two requests of a busy call, in milliseconds: what its senders send next travels together, and most of the
 * requests are saved. A call is busy when rows wait for it already, or when its last request had several; otherwise a row never waits.
 */
export const gatherMs = 3;
/** Longest time a row waits for its request to start, in milliseconds; its sender has long given up. */
const maxWaitMs = 5_000;

interface WaitingRow {
  readonly notification: StoredNotification;
  readonly sinceMs: number;
  readonly resolve: (outcome: StoreOutcome) => void;
  readonly reject: (error: unknown) => void;
}

export interface TableStoreDependencies {
  readonly table: Pick<NotificationsTable, "insert" | "probe">;
  readonly counters: Counters;
  readonly failures: RateLimitedLog;
  readonly nowMs: () => number;
}

/**
 * Puts rows into the table: one request at a time for each call, so that what arrives meanwhile for a busy call travels
 * together in the next, and calls do not wait for each other. Everything that waits is bounded.
 */
export class TableStore implements NotificationStore {
  readonly #dependencies: TableStoreDependencies;
  /** Waiting rows by partition; a partition without rows, without a request and without a pause has no entry. */
  readonly #lanes = new Map<string, WaitingRow[]>();
  /** Partitions with waiting rows and no request, in order. */
  readonly #ready = new Set<string>();
  #waiting = 0;
  #requests = 0;

  constructor(dependencies: TableStoreDependencies) {
    this.#dependencies = dependencies;
  }

  get waitingRows(): number {
    return this.#waiting;
  }

  async keep(notification: AcceptedNotification): Promise<readonly StoreOutcome[]> {
    const rows = toStoredRows(notification);
    const [first] = rows;
    return first !== undefined && rows.length === 1 ? [await this.insert(first)] : Promise.all(rows.map((row) => this.insert(row)));
  }

  async insert(notification: StoredNotification): Promise<StoreOutcome> {
    if (this.#waiting >= maxWaitingRows) throw new StoreUnavailable("too many rows wait for the table", true);
    const { promise, resolve, reject } = Promise.withResolvers<StoreOutcome>();
    const { partitionKey } = notification.row;
    const row = { notification, sinceMs: this.#dependencies.nowMs(), resolve, reject };
    const lane = this.#lanes.get(partitionKey);
    if (lane === undefined) {
      this.#lanes.set(partitionKey, [row]);
      this.#ready.add(partitionKey);
    } else lane.push(row);
    this.#waiting += 1;
    this.#startRequests();
    return promise;
  }

  probe(): Promise<string | undefined> {
    return this.#dependencies.table.probe();
  }

  #startRequests(): void {
    for (const partitionKey of this.#ready) {
      if (this.#requests >= maxRequests) return;
      this.#ready.delete(partitionKey);
      void this.#runRequest(partitionKey);
    }
  }

  async #runRequest(partitionKey: string): Promise<void> {
    const lane = this.#lanes.get(partitionKey) ?? [];
    const batch = this.#takeBatch(lane);
    this.#requests += 1;
    try {
      await this.#insertBatch(batch);
    } catch (error) {
      for (const { reject } of [...batch.values()].flat()) reject(error);
      // What the table refuses now it refuses for the rest of this call, too: nobody waits for the same answer twice.
      this.#waiting -= lane.length;
      for (const { reject } of lane.splice(0)) reject(error);
      if (error instanceof StoreUnavailable) this.#dependencies.failures.report("store-unavailable", error.message);
    } finally {
      this.#requests -= 1;
      if (lane.length >= maxBatchRows) this.#ready.add(partitionKey);
      else if (lane.length > 0 || batch.size > 1) this.#startLater(partitionKey, lane);
      else this.#lanes.delete(partitionKey);
      this.#startRequests();
    }
  }

  #startLater(partitionKey: string, lane: readonly WaitingRow[]): void {
    setTimeout(() => {
      if (lane.length === 0) this.#lanes.delete(partitionKey);
      else this.#ready.add(partitionKey);
      this.#startRequests();
    }, gatherMs);
  }

  /** The next rows of a call by row key; the same notification twice is one row. */
  #takeBatch(lane: WaitingRow[]): ReadonlyMap<string, WaitingRow[]> {
    const batch = new Map<string, WaitingRow[]>();
    let bytes = 0;
    while (lane[0] !== undefined) {
      const [row] = lane as [WaitingRow];
      const { rowKey, bodyLength } = row.notification.row;
      const same = batch.get(rowKey);
      if (same === undefined && batch.size > 0 && (batch.size >= maxBatchRows || bytes + bodyLength > maxBatchBytes)) break;
      lane.shift();
      this.#waiting -= 1;
      if (this.#dependencies.nowMs() - row.sinceMs > maxWaitMs) row.reject(new StoreUnavailable("waited too long for the table"));
      else if (same === undefined) {
        batch.set(rowKey, [row]);
        bytes += bodyLength;
      } else same.push(row);
    }
    return batch;
  }

  async #insertBatch(batch: ReadonlyMap<string, WaitingRow[]>): Promise<void> {
    if (batch.size === 0) return;
    const rows = [...batch.values()];
    const outcomes = await this.#dependencies.table.insert(rows.map(([first]) => (first as WaitingRow).notification));
    this.#dependencies.counters.add("storeRequests");
    for (const [index, waiting] of rows.entries()) {
      const outcome = outcomes[index];
      for (const [position, { resolve, reject }] of waiting.entries()) {
        if (outcome === undefined) reject(new StoreUnavailable("no outcome for a row"));
        else resolve(position === 0 ? outcome : "duplicate");
      }
    }
  }
}
