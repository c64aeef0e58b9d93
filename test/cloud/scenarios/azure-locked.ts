import type { Scenario } from "./scenario.ts";

const scope = "/subscriptions/1c9b7a65-4d3e-4f2a-8b1c-0d9e8f7a6b5c/resourceGroups/dialtone";

export default {
  name: "azure-locked",
  summary: "A lock on the group ends up in the middle: it says how to find the lock and take it away, and the next up makes the rest.",
  exitCode: 0,
  needs: ["pulumi"],
  provision: "by-acts",
  cloud: {
    clockRate: 60,
    faults: [
      {
        name: "Azure still works on the account: the provider waits",
        match: { operation: "arm.storageAccounts.put" },
        action: {
          kind: "answer",
          status: 409,
          headers: { "retry-after": "1" },
          body: {
            error: { code: "AnotherOperationInProgress", message: "Another operation on this or dependent resource is in progress." },
          },
        },
      },
      {
        name: "the group is locked",
        match: { operation: "arm.managedEnvironments.put" },
        action: {
          kind: "answer",
          status: 409,
          body: {
            error: {
              code: "ScopeLocked",
              message: `The scope '${scope}' cannot perform write operation because following scope(s) are locked: '${scope}'. Please remove the lock and try again.`,
            },
          },
        },
      },
    ],
  },
  acts: [
    {
      kind: "engine",
      does: "up",
      fails: [
        "DT_PROVISION_FAILED",
        "callback-environment",
        "ScopeLocked",
        "az lock list --resource-group dialtone",
        "az lock delete --ids LOCK-ID; then: pulumi up --stack dev",
      ],
      exitCode: 2,
    },
    // It is not asked again: a lock does not go away by itself. The account was asked for until Azure was done with it.
    { kind: "requests", operation: "arm.managedEnvironments.put", count: 1 },
    { kind: "requests", operation: "arm.storageAccounts.put", count: 2 },
    { kind: "engine", does: "up" },
    { kind: "engine", does: "up", counts: { same: 31 } },
    { kind: "inventory", counts: { application: 1, resource: 9, "resource group": 1, "service principal": 2 } },
    { kind: "verify", exitCode: 0 },
  ],
} satisfies Scenario;
