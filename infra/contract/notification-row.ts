import { Buffer } from "node:buffer";
import { hash } from "node:crypto";

/**
 * The notifications table, as the callback host writes it and as verify and the app team read it. It is the interface
 * of the host: there is no read endpoint.
 *
 * One row is one notification body for one call. Azure Table Storage makes a repeated notification harmless: the keys
 * are a function of the call id and of the body's bytes, so the second insert of the same body conflicts and is the
 * same row (202 all the same).
 */
export interface NotificationRow {
  /** {@link toPartitionKey} of the call id. Never a raw id: table keys forbid characters. */
  readonly partitionKey: string;
  /** SHA-256 of the body's bytes, lower-case hex. */
  readonly rowKey: string;
  /** The call id as it arrived; empty where the body names none. */
  readonly callId: string;
  /** When the host accepted the notification, ISO 8601 in UTC, wall time. */
  readonly receivedAt: string;
  /** `tid` claim of the token that the notification came with. */
  readonly tenantId: string;
  /** `iss` claim of that token. */
  readonly issuer: string;
  /** `resourceData.state` values of this call in this body, in order, joined by commas; empty where there is none. */
  readonly states: string;
  /** Length of the body in bytes; the chunks together have exactly this length. */
  readonly bodyLength: number;
  /** Number of chunk properties `body0` … `body<n-1>` (Edm.Binary, at most {@link notificationChunkBytes} each); 0 for an empty body. */
  readonly bodyChunks: number;
}

/** Largest binary property of an Azure table entity, in bytes (64 KiB). Source: https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model, read 2026-11-23. */
export const notificationChunkBytes = 64 * 1024;

/** Largest notification body that the host accepts, in bytes (256 KiB): four chunks, far below the 1 MiB limit of an entity. */
export const maxNotificationBytes = 256 * 1024;

/** Partition key of a body that names no call. */
export const noCallPartitionKey = "none";

/** Longest table key, in characters (1 KiB of UTF-16). Source: https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model, read 2026-11-25. */
const maxKeyLength = 512;

/**
 * Partition key of a call's notifications: `c` + base64url of the call id's UTF-8, `h` + SHA-256 of it where that is
 * too long for a key, `none` for a body that names no call. Pure; the same in the host and in the reader.
 */
export function toPartitionKey(callId: string): string {
  if (callId === "") return noCallPartitionKey;
  const key = `c${Buffer.from(callId, "utf8").toString("base64url")}`;
  return key.length <= maxKeyLength ? key : `h${hash("sha256", callId, "hex")}`;
}

/** Row key of a notification body. Pure; the same in the host and in the reader. */
export function toRowKey(body: Uint8Array): string {
  return hash("sha256", body, "hex");
}
