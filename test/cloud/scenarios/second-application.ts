import type { FaultRule } from "../core/fault-rule.ts";
import type { Scenario } from "./scenario.ts";

function losesItsAnswer(operation: string): FaultRule {
  const body = { error: { code: "ServiceUnavailable", message: "Service unavailable." } };
  return {
    name: `the answer to ${operation} is lost`,
    match: { operation },
    action: { kind: "answer-after-commit", status: 503, headers: { "retry-after": "1" }, body },
  };
}

export default {
  name: "second-application",
  summary:
    "Entra loses the answers to creates that the provider repeats: the second application and secret are named, the grant is taken over.",
  exitCode: 0,
  needs: ["pulumi"],
  provision: "by-acts",
  cloud: {
    clockRate: 60,
    faults: ["graph.applications.create", "graph.applications.add-password", "graph.servicePrincipals.appRoleAssignedTo.create"].map(
      losesItsAnswer,
    ),
  },
  acts: [
    { kind: "engine", does: "up", fails: ["calling-app-consent", "Permission being assigned already exists"] },
    // Again and again: the provider never adopts a grant that is there.
    { kind: "engine", does: "up", fails: ["calling-app-consent", "Permission being assigned already exists"] },
    {
      kind: "command",
      command: "recover",
      exitCode: 4,
      says: [
        "calling-app-consent: it was made, and is taken over as /servicePrincipals/",
        'a second application "Dialtone dev" is in no state',
        'a secret "g1" of the application is in no state',
      ],
    },
    { kind: "engine", does: "up" },
    { kind: "engine", does: "up", counts: { same: 31 } },
    { kind: "verify", exitCode: 0 },
  ],
} satisfies Scenario;
