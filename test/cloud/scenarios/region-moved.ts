import type { Scenario } from "./scenario.ts";

export default {
  name: "region-moved",
  summary: "The stack moves to another region: everything in Azure is replaced, the application, its consent and its client id stay.",
  exitCode: 0,
  needs: ["pulumi"],
  provision: "by-acts",
  cloud: { clockRate: 60 },
  acts: [
    { kind: "engine", does: "up", counts: { create: 31 } },
    { kind: "configure", sets: { location: "northeurope" } },
    { kind: "engine", does: "preview", counts: { replace: 20, same: 11 } },
    { kind: "engine", does: "up", counts: { replace: 20, same: 11 } },
    { kind: "engine", does: "up", counts: { same: 31 } },
    { kind: "inventory", counts: { application: 1, "deleted vault": 1, resource: 9, "resource group": 1, "service principal": 2 } },
    { kind: "verify", exitCode: 0 },
  ],
} satisfies Scenario;
