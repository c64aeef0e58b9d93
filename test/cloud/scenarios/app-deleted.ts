import { places } from "./parts/places.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "app-deleted",
  summary: "The Entra application was deleted by hand: login does not find it in the tenant.",
  exitCode: 10,
  cloud: { clockRate: 100 },
  acts: [
    { kind: "request", to: "graph", method: "DELETE", path: places.application, says: "somebody deletes the application" },
    {
      kind: "verify",
      exitCode: 10,
      code: "DT_CREDENTIAL_APP_UNKNOWN",
      posts: 0,
      hungUp: null,
      says: ["AADSTS700016", "no application with this client id"],
    },
  ],
} satisfies Scenario;
