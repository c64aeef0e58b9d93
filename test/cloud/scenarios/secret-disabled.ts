import { places } from "./parts/places.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "secret-disabled",
  summary: "The secret in the vault is disabled: verify names the vault, not the app.",
  exitCode: 10,
  cloud: { clockRate: 100 },
  acts: [
    {
      kind: "request",
      to: "arm",
      method: "PUT",
      path: places.secret,
      body: { properties: { attributes: { enabled: false } } },
      says: "somebody disables the secret in the vault",
    },
    {
      kind: "verify",
      exitCode: 10,
      code: "DT_CREDENTIAL_SECRET_UNREADABLE",
      posts: 0,
      hungUp: null,
      says: ["the client secret cannot be read from Key Vault"],
    },
  ],
} satisfies Scenario;
