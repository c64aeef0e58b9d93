import { notificationChunkBytes } from "../contract/notification-row.ts";
import type { StoredNotification } from "./notification-store.ts";

/** The row as the table client sends it: the columns of the contract, and the body in chunks of Edm.Binary. */
export interface TableEntity {
  readonly partitionKey: string;
  readonly rowKey: string;
  readonly [column: string]: string | number | Uint8Array;
}

/** Byte for byte: chunk `body0` … `body<n-1>` in order are the body. */
export function toTableEntity({ row, body }: StoredNotification): TableEntity {
  const entity: Record<string, string | number | Uint8Array> = { ...row };
  for (let index = 0; index < row.bodyChunks; index += 1) {
    entity[`body${index}`] = body.subarray(index * notificationChunkBytes, (index + 1) * notificationChunkBytes);
  }
  return entity as unknown as TableEntity;
}
