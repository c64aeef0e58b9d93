import type { Scenario } from "./scenario.ts";

export default {
  name: "host-not-found",
  summary: "The platform answers 404 for the callback host: no revision runs, and no call is asked for.",
  exitCode: 14,
  cloud: { clockRate: 60 },
  acts: [
    {
      kind: "faults",
      rules: [
        {
          name: "no revision runs",
          match: { plane: "ingress", method: "GET" },
          times: "always",
          action: { kind: "answer", status: 404, body: "<h1>Error 404 - This Container App is stopped or does not exist.</h1>" },
        },
      ],
    },
    {
      kind: "verify",
      exitCode: 14,
      code: "DT_HOST_UNREACHABLE",
      posts: 0,
      hungUp: null,
      says: ["HTTP 404 without our answer"],
      shows: ["HTTP 404 without our answer: "],
    },
  ],
} satisfies Scenario;
