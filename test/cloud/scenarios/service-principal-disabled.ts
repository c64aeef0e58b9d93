import { places } from "./parts/places.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "service-principal-disabled",
  summary: "An administrator blocked the app's sign-in: verify says who switches it on, and with which line.",
  exitCode: 10,
  cloud: { clockRate: 100 },
  acts: [
    {
      kind: "request",
      to: "graph",
      method: "PATCH",
      path: places.servicePrincipal,
      body: { accountEnabled: false },
      says: "an administrator blocks the app's sign-in",
    },
    {
      kind: "verify",
      exitCode: 10,
      code: "DT_CREDENTIAL_APP_DISABLED",
      posts: 0,
      hungUp: null,
      says: ["AADSTS7000112", '{"accountEnabled":true}'],
    },
  ],
} satisfies Scenario;
