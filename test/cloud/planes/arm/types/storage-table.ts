import type { TableAccounts } from "../../table/table-accounts.ts";
import type { ResourceKind, ResourceType } from "../resource-type.ts";
import { list, structure, text } from "../shape.ts";
import { storageApiVersions } from "./storage-account.ts";

/** Tables through ARM: works with shared keys off. */
const storageTableType: ResourceType = {
  type: "Microsoft.Storage/storageAccounts/tableServices/tables",
  operation: "arm.storageTables",
  apiVersions: storageApiVersions,
  methods: ["GET", "PUT", "PATCH", "DELETE", "LIST"],
  scope: "group",
  location: "none",
  name: {
    pattern: /^[A-Za-z][A-Za-z0-9]{2,62}$/,
    code: "InvalidResourceName",
    message: (name) => `The specified resource name '${name}' contains invalid characters or has a wrong length.`,
  },
  body: structure({
    properties: structure(
      {
        tableName: text({ readOnly: true }),
        signedIdentifiers: list(
          structure({
            id: text({ required: true }),
            accessPolicy: structure({ permission: text({ required: true }), startTime: text(), expiryTime: text() }),
          }),
        ),
      },
      { initial: {} },
    ),
  }),
  hasOptionalBody: true,
  write: { createdStatus: 200, style: "none", durationMs: 0 },
  remove: { status: 204, style: "none", durationMs: 0 },
  source: "azure-native 3.28 storage/table; https://learn.microsoft.com/rest/api/storagerp/table/create, read 2026-11-25",
};

/** A table through ARM is the table of the data plane. */
export function storageTableKind(accounts: TableAccounts): ResourceKind {
  return {
    rules: storageTableType,
    behaviour: {
      derive: () => ({}),
      work: async (table) => {
        await accounts.createTable(accountNameOf(table.id), table.name);
        return { properties: { tableName: table.name } };
      },
      removing: async (table) => {
        await accounts.deleteTable(accountNameOf(table.id), table.name);
      },
    },
  };
}

/** …/storageAccounts/{account}/tableServices/default/tables/{table} */
function accountNameOf(tableId: string): string {
  return tableId.split("/").at(-5) ?? "";
}
