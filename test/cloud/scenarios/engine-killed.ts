import type { Act, Scenario } from "./scenario.ts";

/**
 * Ten creates, each the first one that cannot come before the one above it: a chain of dependencies a life, so that
 * every point is reached whatever else the engine does at the same time.
 */
const lives = [
  ["arm.resourceGroups.put", "arm.registries.put", "arm.deployments.put", "arm.containerApps.put", "arm.botChannels.put"],
  ["graph.applications.create", "graph.servicePrincipals.create", "graph.servicePrincipals.appRoleAssignedTo.create"],
  ["graph.applications.add-password", "arm.vaultSecrets.put"],
];

/** What a stack holds, and what Azure keeps of the lives before. */
function toCounts(livesBefore: number): Record<string, number> {
  const kept = { "deleted application": livesBefore, "deleted service principal": livesBefore, "deleted vault": livesBefore };
  return { application: 1, resource: 9, "resource group": 1, "service principal": 2, ...(livesBefore === 0 ? {} : kept) };
}

function toActs(points: readonly string[], livesBefore: number): Act[] {
  const deaths = points.flatMap((operation): Act[] => [
    { kind: "engine-death", operation },
    { kind: "engine", does: "recover" },
  ]);
  return [
    ...deaths,
    { kind: "engine", does: "up", tries: 1 },
    { kind: "engine", does: "up", counts: { same: 31 } },
    { kind: "engine", does: "recover", says: ["no creation was cut short"], counts: { stray: 0 } },
    { kind: "inventory", counts: toCounts(livesBefore) },
    { kind: "verify", exitCode: 0 },
    { kind: "engine", does: "destroy", counts: { delete: 31 } },
  ];
}

export default {
  name: "engine-killed",
  summary: "SIGKILL of the engine at ten points between the cloud's answer and the state: recover, and up goes on, with no duplicate.",
  exitCode: 0,
  needs: ["pulumi"],
  provision: "by-acts",
  cloud: { clockRate: 100 },
  acts: lives.flatMap(toActs),
} satisfies Scenario;
