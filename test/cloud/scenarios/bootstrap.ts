import type { Scenario } from "./scenario.ts";

export default {
  name: "bootstrap",
  summary: "From an empty tenant to a verified call: bootstrap makes the environment, pulumi up the stack in it, verify the proof.",
  exitCode: 0,
  provision: "by-bootstrap",
  cloud: {
    clockRate: 60,
    engineer: { directoryRoles: ["Privileged Role Administrator"], azureRoles: ["Owner"] },
    tenant: { subscription: { unregistered: ["Microsoft.App", "microsoft.insights"] } },
  },
  acts: [
    {
      kind: "bootstrap",
      flags: ["--location=swedencentral", "--callee={callee}"],
      exitCode: 0,
      changes: true,
      says: ["resource provider Microsoft.App registered", "Plan: ", "vault dtstate-", "is ready", "Next: pulumi up"],
    },
    { kind: "up" },
    { kind: "verify", exitCode: 0, posts: 1, hungUp: true, says: ["Proved in a rehearsal"] },
  ],
} satisfies Scenario;
