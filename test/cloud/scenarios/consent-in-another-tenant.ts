import type { Scenario } from "./scenario.ts";

export default {
  name: "consent-in-another-tenant",
  summary: "An administrator consented in another tenant, and the token comes from there: verify compares tenants before anybody is rung.",
  exitCode: 12,
  cloud: { clockRate: 100 },
  acts: [
    {
      kind: "faults",
      rules: [
        {
          name: "the token is of another tenant",
          match: { callerObjectId: "{app.principalObjectId}" },
          times: "always",
          action: { kind: "spoil", what: "token", spoil: "wrong-tenant" },
        },
      ],
    },
    {
      kind: "verify",
      exitCode: 12,
      code: "DT_TENANT_MISMATCH",
      posts: 0,
      hungUp: null,
      says: ["the token is not of the stack's tenant and application"],
    },
  ],
} satisfies Scenario;
