import type { FaultRule } from "../core/fault-rule.ts";
import type { Scenario } from "./scenario.ts";

/** Creates that a client may send again: Azure's by name, the service principal because ours adopts. */
const creates = [
  "arm.resourceGroups.put",
  "arm.userAssignedIdentities.put",
  "arm.storageTables.put",
  "arm.vaultSecrets.put",
  "arm.roleAssignments.put",
  "arm.roleAssignments.put.onGrandchild",
  "arm.diagnosticSettings.put",
  "arm.bots.put",
  "arm.botChannels.put",
  "graph.servicePrincipals.create",
];

function losesItsAnswer(operation: string): FaultRule {
  return {
    name: `the answer to ${operation} is lost`,
    match: { operation },
    action: {
      kind: "answer-after-commit",
      status: 503,
      headers: { "retry-after": "1" },
      body: { error: { code: "ServiceUnavailable", message: "Service unavailable." } },
    },
  };
}

export default {
  name: "lost-answers",
  summary: "The answer to every create that may be repeated is lost after the cloud did it: the same up goes on, with no duplicate.",
  exitCode: 0,
  needs: ["pulumi"],
  provision: "by-acts",
  cloud: { clockRate: 60, faults: creates.map(losesItsAnswer) },
  acts: [
    { kind: "engine", does: "up", counts: { create: 31 } },
    { kind: "engine", does: "up", tries: 1 },
    { kind: "engine", does: "up", counts: { same: 31 } },
    { kind: "inventory", counts: { application: 1, resource: 9, "resource group": 1, "service principal": 2 } },
    { kind: "verify", exitCode: 0 },
  ],
} satisfies Scenario;
