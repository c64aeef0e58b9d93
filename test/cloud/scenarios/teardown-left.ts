import type { Scenario } from "./scenario.ts";

const forbidden = { error: { code: "AuthorizationFailed", message: "The client does not have authorization to perform action." } };
const account =
  "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Storage/storageAccounts/otherteamsdata?api-version=2024-01-01";

export default {
  name: "teardown-left",
  summary:
    "Teardown refuses to take another team's storage along, says what it may not purge (4), and does not call proved what it may not read (3).",
  exitCode: 0,
  needs: ["pulumi"],
  provision: "by-acts",
  configuration: { purgeProtection: false },
  cloud: { clockRate: 600 },
  acts: [
    { kind: "engine", does: "up" },
    {
      kind: "request",
      to: "arm",
      method: "PUT",
      path: account,
      isNew: true,
      body: { location: "swedencentral", kind: "StorageV2", sku: { name: "Standard_LRS" }, properties: {} },
      says: "another team puts a storage account into the resource group",
    },
    { kind: "command", command: "teardown", exitCode: 0, says: ["not made by this stack", "storageAccounts/otherteamsdata"] },
    {
      kind: "command",
      command: "teardown",
      flags: ["--yes"],
      exitCode: 2,
      says: ["DT_TEARDOWN_FOREIGN", "storageAccounts/otherteamsdata"],
    },
    { kind: "engine", does: "up", counts: { same: 31 } },
    { kind: "request", to: "arm", method: "DELETE", path: account, says: "the other team moves out" },
    {
      kind: "faults",
      rules: [
        {
          name: "the vault may not be purged",
          match: { operation: "arm.deletedVaults.purge" },
          action: { kind: "answer", status: 403, body: forbidden },
        },
      ],
    },
    {
      kind: "command",
      command: "teardown",
      flags: ["--yes", "--purge"],
      exitCode: 4,
      says: ["DT_TEARDOWN_LEFT", "the purge was refused (HTTP 403)", "0 of 23 things are still there, 1 could not be purged"],
    },
    {
      kind: "faults",
      rules: [
        {
          name: "the identity may not be read",
          match: { operation: "arm.userAssignedIdentities.get" },
          times: "always",
          action: { kind: "answer", status: 403, body: forbidden },
        },
      ],
    },
    {
      kind: "command",
      command: "teardown",
      flags: ["--yes"],
      exitCode: 3,
      says: ["? identity", "HTTP 403 AuthorizationFailed", "DT_UNCERTAIN_TEARDOWN", "1 of 23 things could not be read back"],
    },
  ],
} satisfies Scenario;
