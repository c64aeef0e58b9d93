import { places } from "./parts/places.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "certificate-removed",
  summary:
    "Somebody takes the certificate off the application by hand: the vault signs, login knows no such certificate, verify says how to put it back.",
  exitCode: 10,
  configuration: { credential: { mode: "certificate", generations: [{ name: "g1", life: "90d" }] } },
  cloud: { clockRate: 200 },
  acts: [
    {
      kind: "request",
      to: "graph",
      method: "PATCH",
      path: places.application,
      body: { keyCredentials: [] },
      says: "somebody removes the application's certificates",
    },
    {
      kind: "verify",
      exitCode: 10,
      code: "DT_CREDENTIAL_CERTIFICATE_UNKNOWN",
      posts: 0,
      hungUp: null,
      says: ["AADSTS700027", "pulumi up --stack dev --refresh"],
    },
  ],
} satisfies Scenario;
