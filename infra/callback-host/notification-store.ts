import type { NotificationRow } from "../contract/notification-row.ts";
import type { CallStates } from "./notification-body.ts";
import type { Sender } from "./verified-token-cache.ts";

/** A notification that was found good, and what is known of it. */
export interface AcceptedNotification {
  readonly body: Uint8Array;
  /** The calls that it is about; one row each. */
  readonly calls: readonly CallStates[];
  readonly sender: Sender;
  readonly receivedAtMs: number;
}

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
   * Resolves once every row of the notification is in the store, with what became of each, in the order of its calls.
   * @throws StoreUnavailable when one may not be; the others' rows are duplicates of the re-send
   */
  readonly keep: (notification: AcceptedNotification) => Promise<readonly StoreOutcome[]>;
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
