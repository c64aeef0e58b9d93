import { StoreUnavailable } from "../../../../infra/callback-host/notification-store.ts";
import type {
  AcceptedNotification,
  NotificationStore,
  StoreOutcome,
  StoredNotification,
} from "../../../../infra/callback-host/notification-store.ts";
import { toStoredRows } from "../../../../infra/callback-host/stored-rows.ts";

/** A store for route tests: rows by both keys, and ways to fail. It cannot prove anything about Azure's tables. */
export class MemoryStore implements NotificationStore {
  readonly rows = new Map<string, StoredNotification>();
  /** Set to let every insert fail so. */
  failure: StoreUnavailable | undefined;
  /** Set to hold inserts back; resolved by the test. */
  gate: Promise<void> = Promise.resolve();
  probeReason: string | undefined;
  inserts = 0;

  keep(notification: AcceptedNotification): Promise<readonly StoreOutcome[]> {
    return Promise.all(toStoredRows(notification).map((row) => this.insert(row)));
  }

  async insert(notification: StoredNotification): Promise<StoreOutcome> {
    this.inserts += 1;
    await this.gate;
    if (this.failure !== undefined) throw this.failure;
    const key = `${notification.row.partitionKey} ${notification.row.rowKey}`;
    if (this.rows.has(key)) return "duplicate";
    this.rows.set(key, notification);
    return "stored";
  }

  async probe(): Promise<string | undefined> {
    return this.probeReason;
  }
}

export { StoreUnavailable };
