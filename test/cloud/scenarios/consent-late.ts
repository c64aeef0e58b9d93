import type { Scenario } from "./scenario.ts";

export default {
  name: "consent-late",
  summary: "The consent reaches tokens 90 seconds late: verify waits with fresh tokens, says so, and then proves the call.",
  exitCode: 0,
  cloud: { clockRate: 60 },
  acts: [
    { kind: "administrator", does: "revoke-consent" },
    {
      kind: "verify",
      exitCode: 0,
      meanwhile: { kind: "administrator", does: "grant-consent", secondsAfterFirstToken: 90 },
    },
  ],
} satisfies Scenario;
