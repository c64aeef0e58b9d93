import { grantsMeetALag } from "./parts/grants-meet-a-lag.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "directory-lag-ends",
  summary: "The same lag on the real engine: up ends with 3 and keeps what it made, the next up makes the rest, with no duplicate.",
  exitCode: 0,
  needs: ["pulumi"],
  provision: "by-acts",
  cloud: { clockRate: 500, faults: [grantsMeetALag] },
  acts: [
    {
      kind: "engine",
      does: "up",
      fails: ["DT_UNCERTAIN_DIRECTORY", "calling-app-consent", "the directory lags", "pulumi up --stack dev"],
      exitCode: 3,
    },
    { kind: "engine", does: "up", says: ["create AppRoleAssignment calling-app-consent"] },
    { kind: "engine", does: "up", counts: { same: 31 } },
    { kind: "inventory", counts: { application: 1, resource: 9, "resource group": 1, "service principal": 2 } },
    { kind: "verify", exitCode: 0 },
  ],
} satisfies Scenario;
