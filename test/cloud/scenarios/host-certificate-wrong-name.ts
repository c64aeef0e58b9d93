import type { Scenario } from "./scenario.ts";

export default {
  name: "host-certificate-wrong-name",
  summary: "The callback host presents another name's certificate: Microsoft would not deliver to it.",
  exitCode: 14,
  cloud: { clockRate: 100 },
  acts: [
    { kind: "certificate", is: "for-another-name" },
    {
      kind: "verify",
      exitCode: 14,
      code: "DT_HOST_TLS",
      posts: 0,
      hungUp: null,
      says: ["would not be accepted by Microsoft", "the certificate is for another name"],
    },
  ],
} satisfies Scenario;
