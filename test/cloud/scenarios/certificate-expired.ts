import type { Scenario } from "./scenario.ts";

export default {
  name: "certificate-expired",
  summary: "Nobody rotated for 91 days: login refuses the certificate as expired, and verify says what to type.",
  exitCode: 10,
  configuration: { credential: { mode: "certificate", generations: [{ name: "g1", life: "90d" }] } },
  cloud: { clockRate: 100 },
  acts: [
    { kind: "clock", forwardHours: 91 * 24 },
    {
      kind: "verify",
      exitCode: 10,
      code: "DT_CREDENTIAL_EXPIRED",
      posts: 0,
      hungUp: null,
      says: ["AADSTS700027", "the certificate on the application has expired", "npm run rotate -- --stack dev"],
    },
  ],
} satisfies Scenario;
