import { signingInTheApp } from "./parts/refusals.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "login-throttled",
  summary: "Login is throttling: verify could not find out, and says nothing about credential or consent.",
  exitCode: 3,
  cloud: { clockRate: 100 },
  acts: [
    {
      kind: "faults",
      rules: [
        signingInTheApp("login throttles", {
          kind: "answer",
          status: 429,
          headers: { "retry-after": "3600" },
          body: { error: "temporarily_unavailable", error_description: "AADSTS90055: Too many requests.", error_codes: [90055] },
        }),
      ],
    },
    { kind: "verify", exitCode: 3, code: "DT_UNCERTAIN_THROTTLED", posts: 0, hungUp: null, says: ["Not known: credential.token"] },
  ],
} satisfies Scenario;
