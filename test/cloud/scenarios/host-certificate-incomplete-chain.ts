import type { Scenario } from "./scenario.ts";

export default {
  name: "host-certificate-incomplete-chain",
  summary: "The callback host does not send its intermediate certificate: browsers forgive that, Microsoft does not.",
  exitCode: 14,
  cloud: { clockRate: 100 },
  acts: [
    { kind: "certificate", is: "incomplete-chain" },
    {
      kind: "verify",
      exitCode: 14,
      code: "DT_HOST_TLS",
      posts: 0,
      hungUp: null,
      says: ["would not be accepted by Microsoft", "intermediate certificate is not sent"],
    },
  ],
} satisfies Scenario;
