import type { FaultRule } from "../core/fault-rule.ts";
import type { Scenario } from "./scenario.ts";

/** Types whose creation outlives its request: accepted, there, and failed in the end. */
const longRunning = ["containerApps", "deployments", "managedEnvironments", "registries", "storageAccounts", "vaults", "workspaces"];

function failsOnce(type: string): FaultRule {
  return {
    name: `${type} is made, and its operation fails`,
    match: { operation: `arm.${type}.operation`, method: "PUT" },
    action: { kind: "operation-fails", code: "InternalServerError", message: "Encountered internal server error." },
  };
}

export default {
  name: "created-then-failed",
  summary:
    "Every slow resource of Azure, and the application, is made and then reported as failed: up again repairs each, with no duplicate.",
  exitCode: 0,
  needs: ["pulumi"],
  provision: "by-acts",
  cloud: {
    clockRate: 100,
    faults: [
      ...longRunning.map(failsOnce),
      {
        name: "the application is made, and its second write is refused",
        match: { operation: "graph.applications.update" },
        action: { kind: "answer", status: 400, body: { error: { code: "Request_BadRequest", message: "Property value is invalid." } } },
      },
    ],
  },
  acts: [
    { kind: "engine", does: "up", tries: 8 },
    { kind: "engine", does: "up", counts: { same: 31 } },
    { kind: "inventory", counts: { application: 1, resource: 9, "resource group": 1, "service principal": 2 } },
    { kind: "verify", exitCode: 0 },
    { kind: "engine", does: "destroy", counts: { delete: 31 } },
    { kind: "inventory", holds: ["deleted application Dialtone", "deleted service principal Dialtone", "deleted vault dialtone-vault"] },
  ],
} satisfies Scenario;
