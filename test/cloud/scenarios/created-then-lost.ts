import type { FaultRule } from "../core/fault-rule.ts";
import type { Scenario } from "./scenario.ts";

/** Every create of the program in Azure; the provider tries each four times before it gives up. */
const azureCreates = [
  "arm.resourceGroups.put",
  "arm.vaults.put",
  "arm.vaultSecrets.put",
  "arm.roleAssignments.put",
  "arm.roleAssignments.put.onGrandchild",
  "arm.userAssignedIdentities.put",
  "arm.workspaces.put",
  "arm.managedEnvironments.put",
  "arm.diagnosticSettings.put",
  "arm.registries.put",
  "arm.deployments.put",
  "arm.storageAccounts.put",
  "arm.storageTables.put",
  "arm.containerApps.put",
  "arm.bots.put",
  "arm.botChannels.put",
];

/** And in Entra, where nothing is tried again after a 400. */
const entraCreates = [
  "graph.applications.create",
  "graph.servicePrincipals.create",
  "graph.servicePrincipals.appRoleAssignedTo.create",
  "graph.applications.add-password",
];

function isMadeAndRefused(operation: string, status: number, times: number): FaultRule {
  return {
    name: `${operation} is done, and answered ${status}`,
    match: { operation },
    times,
    action: { kind: "answer-after-commit", status, body: { error: { code: "InternalServerError", message: "Something went wrong." } } },
  };
}

export default {
  name: "created-then-lost",
  summary:
    "Each create of the program is done and answered with a failure until the provider gives up: recover and up, until everything is there once.",
  exitCode: 0,
  needs: ["pulumi"],
  provision: "by-acts",
  cloud: {
    clockRate: 1000,
    faults: [
      ...azureCreates.map((operation) => isMadeAndRefused(operation, 500, 4)),
      ...entraCreates.map((operation) => isMadeAndRefused(operation, 400, 1)),
    ],
  },
  acts: [
    { kind: "engine", does: "up", tries: 12, recovers: true },
    { kind: "engine", does: "up", tries: 1 },
    { kind: "engine", does: "up", counts: { same: 31 } },
    // Whose group an empty one is nobody can know, and a secret that nobody knows is nobody's: a person decides.
    {
      kind: "command",
      command: "recover",
      exitCode: 4,
      says: ['an empty resource group "dialtone', "az group delete --name dialtone", 'a secret "g1" of the application is in no state'],
    },
    { kind: "inventory", counts: { application: 1, resource: 9, "resource group": 2, "service principal": 2 } },
    { kind: "verify", exitCode: 0 },
  ],
} satisfies Scenario;
