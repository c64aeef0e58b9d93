import type { Scenario } from "./scenario.ts";

export default {
  name: "consent-other-role",
  summary: "Calls.InitiateGroupCall.All was granted instead of Calls.Initiate.All: verify asks for exactly the one it needs.",
  exitCode: 11,
  cloud: { clockRate: 150 },
  acts: [
    { kind: "administrator", does: "revoke-consent" },
    { kind: "administrator", does: "grant-group-calls" },
    {
      kind: "verify",
      exitCode: 11,
      code: "DT_CONSENT_MISSING",
      posts: 0,
      hungUp: null,
      says: ["roles: Calls.InitiateGroupCall.All", "admin consent for Calls.Initiate.All is missing"],
    },
  ],
} satisfies Scenario;
