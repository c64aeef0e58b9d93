import type { Scenario } from "./scenario.ts";

export default {
  name: "consent-never-in-token",
  summary: "The grant is in the directory and reaches no token within the budget: verify waits, and says what it saw.",
  exitCode: 11,
  cloud: { clockRate: 150 },
  acts: [
    { kind: "administrator", does: "revoke-consent" },
    {
      kind: "faults",
      rules: [{ name: "grants reach tokens a day late", match: {}, action: { kind: "lag", object: "grant", delayMs: 86_400_000 } }],
    },
    { kind: "administrator", does: "grant-consent" },
    {
      kind: "verify",
      exitCode: 11,
      code: "DT_CONSENT_MISSING",
      posts: 0,
      hungUp: null,
      says: ["roles: none"],
      shows: ["waiting for Calls.Initiate.All in a fresh token: ", "s of 300 s"],
    },
  ],
} satisfies Scenario;
