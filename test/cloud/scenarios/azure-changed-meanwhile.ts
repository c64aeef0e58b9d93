import type { Scenario } from "./scenario.ts";

export default {
  name: "azure-changed-meanwhile",
  summary: "Somebody changes the workspace in the same moment: up says so and how to read it again, and the next up changes it.",
  exitCode: 0,
  needs: ["pulumi"],
  provision: "by-acts",
  cloud: { clockRate: 60 },
  acts: [
    { kind: "engine", does: "up", counts: { create: 31 } },
    { kind: "configure", sets: { logRetentionDays: 60 } },
    {
      kind: "faults",
      rules: [
        {
          name: "the workspace is another one than was read",
          match: { operation: "arm.workspaces.put" },
          action: {
            kind: "answer",
            status: 412,
            body: { error: { code: "PreconditionFailed", message: "The condition specified by the If-Match header was not met." } },
          },
        },
      ],
    },
    {
      kind: "engine",
      does: "up",
      fails: [
        "DT_PROVISION_FAILED",
        "PreconditionFailed",
        "somebody changed the resource in the same moment",
        "pulumi up --stack dev --refresh",
      ],
      exitCode: 2,
    },
    { kind: "engine", does: "refresh", counts: { same: 31 } },
    { kind: "engine", does: "up", counts: { same: 30, update: 1 } },
    { kind: "engine", does: "up", counts: { same: 31 } },
    { kind: "inventory", counts: { application: 1, resource: 9, "resource group": 1, "service principal": 2 } },
    { kind: "verify", exitCode: 0 },
  ],
} satisfies Scenario;
