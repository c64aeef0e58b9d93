import { loginAnswer, signingInTheApp } from "./parts/refusals.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "secret-not-replicated",
  summary: "A new secret is not known to every login replica yet: verify waits, says so, and then proves the call.",
  exitCode: 0,
  cloud: { clockRate: 40 },
  acts: [
    {
      kind: "faults",
      rules: [
        signingInTheApp(
          "two replicas have not heard of the secret",
          loginAnswer(401, "invalid_client", 7000215, "Invalid client secret provided."),
          2,
        ),
      ],
    },
    { kind: "verify", exitCode: 0, posts: 1, hungUp: true, says: ["Proved"], shows: ["AADSTS7000215 may be replication: "] },
  ],
} satisfies Scenario;
