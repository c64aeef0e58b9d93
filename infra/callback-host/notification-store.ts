import type { NotificationRow } from "../contract/notification-row.ts";

/** A row and the body that its chunks are cut from. */
export interface StoredNotification {
  readonly row: NotificationRow;
  readonly body: Uint8Array;
}

/** `duplicate`: the row was there already, which is as good as stored. */
export type StoreOutcome = "stored" | "duplicate";

/** Where notifications become durable. */
export interface NotificationStore {
  /**
   * Resolves once the row is in the store.
   * @throws StoreUnavailable when it may not be
   */
  readonly insert: (notification: StoredNotification) => Promise<StoreOutcome>;
  /** Why a row could not be written now; undefined when it could. */
  readonly probe: () => Promise<string | undefined>;
}

/** The row may not be in the store: nothing may be acknowledged. `reason` has no data of the notification. */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable";
  /** True when we refused to queue more, false when the store failed. */
  readonly isOverload: boolean;

  constructor(reason: string, isOverload = false, cause?: unknown) {
    super(reason, cause === undefined ? undefined : { cause });
    this.isOverload = isOverload;
  }
}
