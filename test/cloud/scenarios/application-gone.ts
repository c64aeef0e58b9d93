import { places } from "./parts/places.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "application-gone",
  summary:
    "Somebody deletes the application: up after a refresh makes it again, with the bot that carries its client id, and nothing is left over.",
  exitCode: 0,
  needs: ["pulumi"],
  provision: "by-acts",
  cloud: { clockRate: 60 },
  acts: [
    { kind: "engine", does: "up", counts: { create: 31 } },
    { kind: "request", to: "graph", method: "DELETE", path: places.application, says: "somebody deletes the application" },
    {
      kind: "verify",
      exitCode: 10,
      code: "DT_CREDENTIAL_APP_UNKNOWN",
      posts: 0,
      hungUp: null,
      says: ["pulumi up --stack dev --refresh"],
    },
    { kind: "engine", does: "refresh", counts: { delete: 4, same: 27 } },
    // Azure gives a bot no other identity: a new one, and with it its channel and its reader.
    { kind: "engine", does: "up", counts: { create: 4, replace: 3, same: 22, update: 2 } },
    { kind: "engine", does: "up", counts: { same: 31 } },
    {
      kind: "inventory",
      counts: {
        application: 1,
        "deleted application": 1,
        "deleted service principal": 1,
        resource: 9,
        "resource group": 1,
        "service principal": 2,
      },
    },
    { kind: "verify", exitCode: 0 },
  ],
} satisfies Scenario;
