import type { Scenario } from "./scenario.ts";

export default {
  name: "callbacks-not-stored",
  summary: "The callback host loses its right to write the table before the call: it answers 503, and verify names the silence.",
  exitCode: 16,
  cloud: { clockRate: 60 },
  acts: [
    {
      kind: "faults",
      rules: [
        {
          name: "the host may not write",
          match: { operation: "table.entities.post" },
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
    { kind: "verify", exitCode: 16, code: "DT_CALLBACKS_SILENT", posts: 1, hungUp: true, says: ["no notification of it arrived"] },
  ],
} satisfies Scenario;
