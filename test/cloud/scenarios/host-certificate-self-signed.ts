import type { Scenario } from "./scenario.ts";

export default {
  name: "host-certificate-self-signed",
  summary: "The callback host's certificate is self-signed: Microsoft would not deliver to it.",
  exitCode: 14,
  cloud: { clockRate: 100 },
  acts: [
    { kind: "certificate", is: "self-signed" },
    {
      kind: "verify",
      exitCode: 14,
      code: "DT_HOST_TLS",
      posts: 0,
      hungUp: null,
      says: ["would not be accepted by Microsoft", "the certificate is self-signed"],
    },
  ],
} satisfies Scenario;
