/**
 * One `createEntity` of @azure/data-tables a notification, by managed identity, as its manual shows it; nothing where the
 * bench names no table. The package is the checkout's own: the same client as the host's.
 */
import { createHash } from "node:crypto";
import { settings } from "./contract.mjs";

export async function createPlainStore() {
  if (settings.tableEndpoint === undefined) return async () => {};
  const [{ TableClient }, { ManagedIdentityCredential }] = [await import("@azure/data-tables"), await import("@azure/identity")];
  const credential = new ManagedIdentityCredential({ clientId: settings.clientId });
  const table = new TableClient(settings.tableEndpoint, settings.tableName, credential);
  return async (notification) => {
    const body = JSON.stringify(notification);
    const rowKey = createHash("sha256").update(body).digest("hex");
    const partitionKey = notification.value[0].resourceData.id;
    await table.createEntity({ partitionKey, rowKey, receivedAt: new Date().toISOString(), body0: Buffer.from(body) });
  };
}
