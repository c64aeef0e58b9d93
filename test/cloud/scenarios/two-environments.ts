import type { Scenario } from "./scenario.ts";

export default {
  name: "two-environments",
  summary:
    "Two stacks side by side in one tenant and subscription: both proved, the twin of a name refused, one torn down, the other still proved.",
  exitCode: 0,
  needs: ["pulumi"],
  provision: "by-acts",
  cloud: { clockRate: 60 },
  acts: [
    { kind: "engine", does: "up", counts: { create: 31 } },
    { kind: "verify", exitCode: 0 },
    // Somebody copies the configuration and forgets the name: the application of the first stack is not adopted.
    { kind: "stack", name: "test" },
    { kind: "engine", does: "up", fails: ["calling-app", "Dialtone dev", "another stack's"] },
    // Neither does a recovery of this stack take the other one's.
    { kind: "engine", does: "recover" },
    { kind: "configure", sets: { displayName: "Dialtone test" } },
    { kind: "engine", does: "up" },
    { kind: "engine", does: "up", counts: { same: 31 } },
    { kind: "verify", exitCode: 0 },
    { kind: "stack", name: "dev" },
    { kind: "engine", does: "up", counts: { same: 31 } },
    { kind: "verify", exitCode: 0 },
    { kind: "inventory", counts: { application: 2, resource: 18, "resource group": 2, "service principal": 4 } },
    { kind: "command", command: "teardown", flags: ["--yes"], exitCode: 0, says: ["Proved in a rehearsal", "None was touched"] },
    { kind: "stack", name: "test" },
    { kind: "engine", does: "refresh", counts: { same: 31 } },
    { kind: "verify", exitCode: 0 },
  ],
} satisfies Scenario;
