import type { Scenario } from "./scenario.ts";

export default {
  name: "consent-wider",
  summary: "Calls.InitiateGroupCall.All was granted as well: the app may do more than it needs, and that is no success.",
  exitCode: 11,
  cloud: { clockRate: 100 },
  acts: [
    { kind: "administrator", does: "grant-group-calls" },
    {
      kind: "verify",
      exitCode: 11,
      code: "DT_CONSENT_WIDER",
      posts: 0,
      hungUp: null,
      says: ["may do more than it needs", "Calls.InitiateGroupCall.All"],
    },
  ],
} satisfies Scenario;
