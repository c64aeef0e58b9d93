import { StorageAccount } from "@pulumi/azure-native/storage/storageAccount.js";
import { Table } from "@pulumi/azure-native/storage/table.js";
import type * as pulumi from "@pulumi/pulumi";
import { toAzureAnswer } from "./azure-answer.ts";

/** The table that the host writes and the operators read. */
export interface NotificationStore {
  /** ARM id of the table: the scope of every role on it. */
  readonly tableResourceId: pulumi.Output<string>;
  /** `https://….table.core.windows.net/` */
  readonly tableEndpoint: pulumi.Output<string>;
  readonly tableName: pulumi.Output<string>;
}

/** Table names are letters and digits. Source: https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model, read 2026-11-25. */
const tableName = "notifications";

/**
 * A storage account without shared keys, and the notifications table in it. Who may use it is said by role assignments
 * on the table alone.
 */
export function createNotificationStore(name: string, resourceGroupName: pulumi.Input<string>, parent: pulumi.Resource): NotificationStore {
  const account = new StorageAccount(
    // No hyphen: the name of an account is letters and digits, 24 with the eight that Pulumi adds.
    `${name}store`,
    {
      resourceGroupName,
      kind: "StorageV2",
      // Notifications are evidence of minutes, not records: local redundancy is enough, and the cheapest.
      sku: { name: "Standard_LRS" },
      allowSharedKeyAccess: false,
      allowBlobPublicAccess: false,
      defaultToOAuthAuthentication: true,
      minimumTlsVersion: "TLS1_2",
      enableHttpsTrafficOnly: true,
    },
    { parent },
  );
  const table = new Table(`${name}-notifications`, { resourceGroupName, accountName: account.name, tableName }, { parent });
  return {
    tableResourceId: table.id,
    tableEndpoint: account.primaryEndpoints.apply(({ table: endpoint }) =>
      toAzureAnswer(endpoint, "table endpoint for the storage account", parent),
    ),
    tableName: table.name,
  };
}
