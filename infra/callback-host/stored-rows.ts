import { notificationChunkBytes, toPartitionKey, toRowKey } from "../contract/notification-row.ts";
import type { AcceptedNotification, StoredNotification } from "./notification-store.ts";

/** The rows of a notification: one for each of its calls, all with the whole body. */
export function toStoredRows({ body, calls, sender, receivedAtMs }: AcceptedNotification): readonly StoredNotification[] {
  const rowKey = toRowKey(body);
  const receivedAt = new Date(receivedAtMs).toISOString();
  return calls.map(({ callId, states }) => ({
    body,
    row: {
      partitionKey: toPartitionKey(callId),
      rowKey,
      callId,
      receivedAt,
      tenantId: sender.tenantId,
      issuer: sender.issuer,
      states: states.join(","),
      bodyLength: body.length,
      bodyChunks: Math.ceil(body.length / notificationChunkBytes),
    },
  }));
}
