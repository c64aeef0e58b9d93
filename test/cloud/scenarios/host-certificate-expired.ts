import type { Scenario } from "./scenario.ts";

export default {
  name: "host-certificate-expired",
  summary: "The callback host's certificate has expired: Microsoft would not deliver to it.",
  exitCode: 14,
  cloud: { clockRate: 100 },
  acts: [
    { kind: "certificate", is: "expired" },
    {
      kind: "verify",
      exitCode: 14,
      code: "DT_HOST_TLS",
      posts: 0,
      hungUp: null,
      says: ["would not be accepted by Microsoft", "the certificate has expired"],
    },
  ],
} satisfies Scenario;
