import type { Scenario } from "./scenario.ts";

export default {
  name: "partial-failure",
  summary: "A quota ends the first up in the middle: what was made is kept, the message names the quota, and the second up makes the rest.",
  exitCode: 0,
  needs: ["pulumi"],
  provision: "by-acts",
  cloud: {
    clockRate: 60,
    faults: [
      {
        name: "the region has no room for another environment",
        match: { operation: "arm.managedEnvironments.put" },
        action: {
          kind: "answer",
          status: 400,
          body: {
            error: {
              code: "MaxNumberOfRegionalEnvironmentsInSubExceeded",
              message: "The subscription cannot have more than 15 environments in Sweden Central.",
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
      fails: ["DT_PROVISION_FAILED", "callback-environment", "MaxNumberOfRegionalEnvironmentsInSubExceeded", "Sweden Central"],
    },
    { kind: "engine", does: "up", tries: 1 },
    { kind: "engine", does: "up", counts: { same: 31 } },
    { kind: "inventory", counts: { application: 1, resource: 9, "resource group": 1, "service principal": 2 } },
    { kind: "verify", exitCode: 0 },
  ],
} satisfies Scenario;
