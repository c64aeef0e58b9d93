import type { Scenario } from "./scenario.ts";

export default {
  name: "host-parking-page",
  summary: "Something else answers 200 on the callback host's name: a page is not our host, and waiting changes nothing.",
  exitCode: 14,
  cloud: { clockRate: 100 },
  acts: [
    {
      kind: "faults",
      rules: [
        {
          name: "a parking page",
          match: { plane: "ingress", method: "GET" },
          times: "always",
          action: { kind: "answer", status: 200, body: "<h1>Your app service is up and running</h1>" },
        },
      ],
    },
    { kind: "verify", exitCode: 14, code: "DT_HOST_NOT_OURS", posts: 0, hungUp: null, says: ["HTTP 200 without our answer and nonce"] },
  ],
} satisfies Scenario;
