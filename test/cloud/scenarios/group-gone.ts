import type { Scenario } from "./scenario.ts";

export default {
  name: "group-gone",
  summary:
    "Somebody deletes the resource group: verify and up say so at once, and up after a refresh makes what is missing, and nothing else.",
  exitCode: 0,
  needs: ["pulumi"],
  provision: "by-acts",
  cloud: { clockRate: 60 },
  acts: [
    { kind: "engine", does: "up", counts: { create: 31 } },
    {
      kind: "request",
      to: "arm",
      method: "DELETE",
      path: "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}?api-version=2024-03-01",
      says: "somebody deletes the resource group in the portal",
    },
    // One read, and no call: what it needs first is in the group.
    {
      kind: "verify",
      exitCode: 10,
      code: "DT_CREDENTIAL_SECRET_UNREADABLE",
      posts: 0,
      hungUp: null,
      says: ["the secret, or the whole vault, is not there any more", "pulumi up --stack dev --refresh"],
    },
    { kind: "configure", sets: { logRetentionDays: 60 } },
    {
      kind: "engine",
      does: "up",
      fails: [
        "DT_PROVISION_FAILED",
        "callback-logs",
        "ResourceGroupNotFound",
        "a resource of the stack was deleted by somebody else",
        "pulumi up --stack dev --refresh",
      ],
      exitCode: 2,
    },
    // It is not asked again: what is gone does not come back by itself.
    { kind: "requests", operation: "arm.workspaces.put", count: 2 },
    { kind: "engine", does: "refresh", counts: { delete: 20, same: 11 } },
    { kind: "engine", does: "up", counts: { create: 20, same: 11 } },
    { kind: "engine", does: "up", counts: { same: 31 } },
    { kind: "inventory", counts: { application: 1, "deleted vault": 1, resource: 9, "resource group": 1, "service principal": 2 } },
    { kind: "verify", exitCode: 0 },
  ],
} satisfies Scenario;
