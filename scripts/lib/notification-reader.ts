import { TableClient, odata, type TableEntityResult } from "@azure/data-tables";
import type { TokenCredential } from "@azure/identity";
import type { Cloud } from "../../infra/contract/cloud.ts";
import { toPartitionKey, toRowKey, type NotificationRow } from "../../infra/contract/notification-row.ts";
import { boundRetryAfter } from "./bounded-retry-after.ts";
import { refuseForeignHost } from "./cloud-http.ts";

/** A row of the notifications table with its body put together again. */
export interface StoredNotification {
  readonly row: NotificationRow;
  readonly body: Uint8Array;
  /** False where the chunks do not give the bytes that the row's key was made from: the row was tampered with, or is torn. */
  readonly isWhole: boolean;
}

/** Reads the notifications table with the operator's own identity, the way the app team does. */
export interface NotificationReader {
  /** All notifications of one call, in the order in which the host accepted them. */
  readonly ofCall: (callId: string, signal: AbortSignal) => Promise<readonly StoredNotification[]>;
  /** All notifications accepted since a moment, of any call. */
  readonly since: (moment: Date, signal: AbortSignal) => Promise<readonly StoredNotification[]>;
  /** How many different calls were notified of since a moment. A call of which no notification arrived is not among them. */
  readonly countCallsSince: (moment: Date, signal: AbortSignal) => Promise<number>;
}

/** All methods throw Azure's RestError, OperatorSignInFailure or TransportFailure. */
export function createNotificationReader(
  cloud: Cloud,
  credential: TokenCredential,
  table: { readonly tableEndpoint: string; readonly tableName: string },
): NotificationReader {
  refuseForeignHost(cloud, table.tableEndpoint);
  const client = new TableClient(table.tableEndpoint, table.tableName, credential, {
    retryOptions: { maxRetries: 3, maxRetryDelayInMs: 8000 / (cloud.rehearsal?.clockRate ?? 1) },
    additionalPolicies: [boundRetryAfter(cloud.rehearsal?.clockRate ?? 1)],
  });
  const query = async (filter: string, abortSignal: AbortSignal): Promise<readonly StoredNotification[]> => {
    const found: StoredNotification[] = [];
    for await (const entity of client.listEntities({ queryOptions: { filter }, abortSignal })) found.push(toStoredNotification(entity));
    return found.sort((left, right) => left.row.receivedAt.localeCompare(right.row.receivedAt));
  };
  return {
    ofCall: (callId, signal) => query(odata`PartitionKey eq ${toPartitionKey(callId)}`, signal),
    since: (moment, signal) => query(odata`receivedAt ge ${moment.toISOString()}`, signal),
    countCallsSince: async (moment, abortSignal) => {
      const calls = new Set<string>();
      const queryOptions = { filter: odata`receivedAt ge ${moment.toISOString()}`, select: ["callId"] };
      for await (const { callId } of client.listEntities<{ callId?: unknown }>({ queryOptions, abortSignal })) {
        if (typeof callId === "string" && callId !== "") calls.add(toPlainCallId(callId));
      }
      return calls.size;
    },
  };
}

/** Call ids are GUIDs; documentation shows them in upper case and without dashes, and both are the same call. */
export function toPlainCallId(callId: string): string {
  return callId.replaceAll("-", "").toLowerCase();
}

/** One entity as the contract has it. Missing or odd members become empty ones: a reader does not die of a row. Pure. */
function toStoredNotification(entity: TableEntityResult<Record<string, unknown>>): StoredNotification {
  const text = (name: string): string => (typeof entity[name] === "string" ? entity[name] : "");
  const count = (name: string): number => (typeof entity[name] === "number" ? entity[name] : 0);
  const row: NotificationRow = {
    partitionKey: text("partitionKey"),
    rowKey: text("rowKey"),
    callId: text("callId"),
    receivedAt: text("receivedAt"),
    tenantId: text("tenantId"),
    issuer: text("issuer"),
    states: text("states"),
    bodyLength: count("bodyLength"),
    bodyChunks: count("bodyChunks"),
  };
  const chunks: Uint8Array[] = [];
  for (let index = 0; index < row.bodyChunks; index += 1) {
    const chunk = entity[`body${index}`];
    if (chunk instanceof Uint8Array) chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  return { row, body, isWhole: body.byteLength === row.bodyLength && toRowKey(body) === row.rowKey };
}
