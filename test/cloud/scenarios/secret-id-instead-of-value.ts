import { places } from "./parts/places.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "secret-id-instead-of-value",
  summary: "The vault holds the secret's id instead of its value, the commonest slip in the portal: login says so, and so does verify.",
  exitCode: 10,
  cloud: { clockRate: 100 },
  acts: [
    {
      kind: "request",
      to: "arm",
      method: "PUT",
      path: places.secret,
      body: { properties: { value: "0f8fad5b-d9cb-469f-a165-70867728950e" } },
      says: "somebody copies the secret's id into the vault",
    },
    {
      kind: "verify",
      exitCode: 10,
      code: "DT_CREDENTIAL_REJECTED",
      posts: 0,
      hungUp: null,
      says: ["the vault holds the secret's id instead of its value"],
    },
  ],
} satisfies Scenario;
