import type { Scenario } from "./scenario.ts";

export default {
  name: "secret-expired",
  summary: "Nobody rotated for 91 days: login refuses the secret as expired, and verify says how to add the next one.",
  exitCode: 10,
  cloud: { clockRate: 100 },
  acts: [
    { kind: "clock", forwardHours: 91 * 24 },
    {
      kind: "verify",
      exitCode: 10,
      code: "DT_CREDENTIAL_EXPIRED",
      posts: 0,
      hungUp: null,
      says: ["AADSTS7000222", "the client secret has expired", "npm run rotate -- --stack dev"],
    },
  ],
} satisfies Scenario;
