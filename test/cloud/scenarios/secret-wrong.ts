import { places } from "./parts/places.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "secret-wrong",
  summary: "Somebody wrote another text over the secret in the vault: login does not know it, and no call is asked for.",
  exitCode: 10,
  cloud: { clockRate: 100 },
  acts: [
    {
      kind: "request",
      to: "arm",
      method: "PUT",
      path: places.secret,
      body: { properties: { value: "correct-horse-battery-staple" } },
      says: "somebody overwrites the secret in the vault",
    },
    {
      kind: "verify",
      exitCode: 10,
      code: "DT_CREDENTIAL_REJECTED",
      posts: 0,
      hungUp: null,
      says: ["AADSTS7000215", "add a generation to dialtone:credential"],
      shows: ["AADSTS7000215 may be replication"],
    },
  ],
} satisfies Scenario;
