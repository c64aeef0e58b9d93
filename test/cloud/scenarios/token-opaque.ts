import type { Scenario } from "./scenario.ts";

export default {
  name: "token-opaque",
  summary: "The token cannot be read: that is no verdict on consent, and no call is asked for.",
  exitCode: 3,
  cloud: { clockRate: 100 },
  acts: [
    {
      kind: "faults",
      rules: [
        {
          name: "the token is opaque",
          match: { callerObjectId: "{app.principalObjectId}" },
          times: "always",
          action: { kind: "spoil", what: "token", spoil: "opaque" },
        },
      ],
    },
    {
      kind: "verify",
      exitCode: 3,
      code: "DT_UNCERTAIN_TOKEN",
      posts: 0,
      hungUp: null,
      says: ["the token cannot be read, so it says nothing about consent"],
    },
  ],
} satisfies Scenario;
