import { TableClient } from "@azure/data-tables";
import { ManagedIdentityCredential } from "@azure/identity";
import type { HostSettings } from "./environment.ts";

/**
 * The official client of the notifications table, as the container app's managed identity. Retries are short, because
 * the sender waits, and sends again when told to.
 */
export function createTableClient(settings: HostSettings): TableClient {
  const credential = new ManagedIdentityCredential({ clientId: settings.managedIdentityClientId });
  return new TableClient(settings.tableEndpoint, settings.tableName, credential, {
    retryOptions: { maxRetries: 2, retryDelayInMs: 100, maxRetryDelayInMs: 1_000 },
  });
}
