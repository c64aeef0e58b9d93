import type { Scenario } from "./scenario.ts";

export default {
  name: "consent-revoked-between",
  summary: "The consent is taken back while verify is at work: the token keeps its role for its life, and the call is placed.",
  exitCode: 0,
  cloud: { clockRate: 20 },
  acts: [
    {
      kind: "verify",
      exitCode: 0,
      posts: 1,
      hungUp: true,
      says: ["Proved"],
      meanwhile: { kind: "administrator", does: "revoke-consent", secondsAfterFirstToken: 0 },
    },
  ],
} satisfies Scenario;
