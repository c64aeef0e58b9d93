import { places } from "./parts/places.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "secret-empty",
  summary: "The secret in the vault is empty: verify says so before it asks anybody for a token.",
  exitCode: 10,
  cloud: { clockRate: 100 },
  acts: [
    {
      kind: "request",
      to: "arm",
      method: "PUT",
      path: places.secret,
      body: { properties: { value: "" } },
      says: "somebody empties the secret in the vault",
    },
    {
      kind: "verify",
      exitCode: 10,
      code: "DT_CREDENTIAL_SECRET_UNREADABLE",
      posts: 0,
      hungUp: null,
      says: ["cannot be read from Key Vault: it is empty"],
    },
  ],
} satisfies Scenario;
