import { operatorReadsSubscription } from "./parts/operator-reads.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "drift-none",
  summary: "Nothing drifted: with the right to look everywhere, verify --drift says so; without it, it names what it could not see.",
  exitCode: 0,
  cloud: { clockRate: 60 },
  acts: [
    {
      kind: "verify",
      exitCode: 0,
      flags: ["--no-call", "--drift"],
      posts: 0,
      hungUp: null,
      says: [
        "? route            not seen: could not be looked at: HTTP 403",
        "? role assignment  not seen",
        "an operator with Reader on resource group",
      ],
    },
    operatorReadsSubscription,
    {
      kind: "verify",
      exitCode: 0,
      flags: ["--no-call", "--drift"],
      posts: 0,
      hungUp: null,
      says: ["✓ drift       grants, credentials, application, owners, webhook, route and role assignments are as the stack made them"],
    },
  ],
} satisfies Scenario;
