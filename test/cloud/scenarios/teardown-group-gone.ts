import type { Scenario } from "./scenario.ts";

export default {
  name: "teardown-group-gone",
  summary:
    "Somebody deleted the resource group by hand: the rest is torn down without a failure, and the vault that nobody can purge is named.",
  exitCode: 0,
  needs: ["pulumi"],
  provision: "by-acts",
  cloud: { clockRate: 60 },
  acts: [
    { kind: "engine", does: "up" },
    {
      kind: "request",
      to: "arm",
      method: "DELETE",
      path: "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}?api-version=2024-03-01",
      says: "somebody deletes the resource group in the portal",
    },
    {
      kind: "command",
      command: "teardown",
      flags: ["--yes", "--purge", "--evidence={evidence}"],
      exitCode: 0,
      says: ["Proved in a rehearsal", "application Dialtone dev  purged", "with purge protection: nobody can remove it before then"],
    },
    { kind: "inventory", holds: ["deleted vault dialtone-vault"] },
  ],
} satisfies Scenario;
