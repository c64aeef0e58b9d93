import { places } from "./parts/places.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "service-principal-deleted",
  summary: "The service principal was deleted by hand: the application is there and cannot sign in.",
  exitCode: 10,
  cloud: { clockRate: 100 },
  acts: [
    { kind: "request", to: "graph", method: "DELETE", path: places.servicePrincipal, says: "somebody deletes the service principal" },
    {
      kind: "verify",
      exitCode: 10,
      code: "DT_CREDENTIAL_APP_UNKNOWN",
      posts: 0,
      hungUp: null,
      says: ["AADSTS7000229", "no service principal in this tenant"],
    },
  ],
} satisfies Scenario;
