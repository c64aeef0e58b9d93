import type { TableClient, TransactionAction } from "@azure/data-tables";
import { StoreUnavailable } from "./notification-store.ts";
import type { StoreOutcome, StoredNotification } from "./notification-store.ts";
import { tableErrorCodes, toReason, toTableError } from "./table-error.ts";
import { toTableEntity } from "./table-entity.ts";

/** Longest wait for one request to the table service, its retries included, in milliseconds. */
const requestTimeoutMs = 5_000;
/** A missing table is made again at most once in this time, in milliseconds: infra makes it, this is for one that somebody removed. */
const createTablePauseMs = 60_000;
/** Key of a row that never exists; deleting it asks whether we may write. */
const probeKey = "readiness-probe";

/** What the host needs of the official table client. */
export type TableRequests = Pick<TableClient, "createEntity" | "submitTransaction" | "createTable" | "deleteEntity">;

/**
 * The requests that make rows durable, and what their answers mean: an entity that exists is stored; everything that is
 * not a clear yes is `StoreUnavailable`.
 */
export class NotificationsTable {
  readonly #client: TableRequests;
  readonly #nowMs: () => number;
  #tableMadeAtMs = Number.NEGATIVE_INFINITY;

  constructor(client: TableRequests, nowMs: () => number) {
    this.#client = client;
    this.#nowMs = nowMs;
  }

  /** Inserts rows of one partition with distinct row keys: one as it is, several as one transaction. @throws StoreUnavailable */
  async insert(notifications: readonly StoredNotification[]): Promise<readonly StoreOutcome[]> {
    const [first, ...others] = notifications;
    if (first === undefined) return [];
    try {
      return await this.#insert(first, others);
    } catch (error) {
      if (!(await this.#remakeTable(error))) throw toStoreUnavailable(error);
    }
    try {
      return await this.#insert(first, others);
    } catch (error) {
      throw toStoreUnavailable(error);
    }
  }

  /** Why a row could not be written; undefined when it could. Deletes a row that does not exist: that takes the right to write and changes nothing. */
  async probe(): Promise<string | undefined> {
    try {
      await this.#client.deleteEntity(probeKey, probeKey, { abortSignal: AbortSignal.timeout(requestTimeoutMs) });
      return undefined;
    } catch (error) {
      const { code } = toTableError(error);
      return code === tableErrorCodes.resourceNotFound || code === tableErrorCodes.entityNotFound ? undefined : toReason(error);
    }
  }

  async #insert(first: StoredNotification, others: readonly StoredNotification[]): Promise<readonly StoreOutcome[]> {
    if (others.length === 0) return [await this.#insertOne(first)];
    const notifications = [first, ...others];
    const actions = notifications.map((notification): TransactionAction => ["create", toTableEntity(notification)]);
    try {
      const { subResponses } = await this.#client.submitTransaction(actions, { abortSignal: AbortSignal.timeout(requestTimeoutMs) });
      const created = subResponses.filter(({ status }) => status === 201 || status === 204).length;
      if (created !== notifications.length) throw new StoreUnavailable(`${created} of ${notifications.length} rows confirmed`);
      return notifications.map(() => "stored");
    } catch (error) {
      // One row that exists fails the whole transaction, and then none of it was stored.
      if (toTableError(error).code !== tableErrorCodes.entityAlreadyExists) throw error;
      return Promise.all(notifications.map((notification) => this.#insertOne(notification)));
    }
  }

  async #insertOne(notification: StoredNotification): Promise<StoreOutcome> {
    try {
      await this.#client.createEntity(toTableEntity(notification), { abortSignal: AbortSignal.timeout(requestTimeoutMs) });
      return "stored";
    } catch (error) {
      if (toTableError(error).code === tableErrorCodes.entityAlreadyExists) return "duplicate";
      throw error;
    }
  }

  async #remakeTable(error: unknown): Promise<boolean> {
    if (toTableError(error).code !== tableErrorCodes.tableNotFound) return false;
    if (this.#nowMs() - this.#tableMadeAtMs < createTablePauseMs) return false;
    this.#tableMadeAtMs = this.#nowMs();
    try {
      // A table that exists after all is no error to the client.
      await this.#client.createTable({ abortSignal: AbortSignal.timeout(requestTimeoutMs) });
      return true;
    } catch (createError) {
      throw toStoreUnavailable(createError);
    }
  }
}

function toStoreUnavailable(error: unknown): StoreUnavailable {
  return error instanceof StoreUnavailable ? error : new StoreUnavailable(toReason(error), false, error);
}
