import type { Scenario } from "./scenario.ts";

export default {
  name: "callbacks-unreadable",
  summary: "The operator may not read the notifications: verify says which role is missing before anybody is rung.",
  exitCode: 16,
  cloud: { clockRate: 100 },
  acts: [
    {
      kind: "faults",
      rules: [
        {
          name: "the operator may not read",
          match: { operation: "table.entities.get" },
          times: "always",
          action: {
            kind: "answer",
            status: 403,
            body: {
              "odata.error": {
                code: "AuthorizationPermissionMismatch",
                message: { lang: "en-US", value: "This request is not authorized to perform this operation using this permission." },
              },
            },
          },
        },
      ],
    },
    { kind: "verify", exitCode: 16, code: "DT_CALLBACKS_UNREADABLE", posts: 0, hungUp: null, says: ["Storage Table Data Reader"] },
  ],
} satisfies Scenario;
