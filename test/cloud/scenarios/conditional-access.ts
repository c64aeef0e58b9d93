import { loginAnswer, signingInTheApp } from "./parts/refusals.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "conditional-access",
  summary: "A Conditional Access policy for workload identities blocks the sign-in: waiting cures nothing, and an administrator is named.",
  exitCode: 10,
  cloud: { clockRate: 100 },
  acts: [
    {
      kind: "faults",
      rules: [
        signingInTheApp(
          "a policy blocks the sign-in",
          loginAnswer(400, "invalid_grant", 53003, "Access has been blocked by Conditional Access policies."),
        ),
      ],
    },
    { kind: "verify", exitCode: 10, code: "DT_CREDENTIAL_BLOCKED", posts: 0, hungUp: null, says: ["AADSTS53003", "Conditional Access"] },
  ],
} satisfies Scenario;
