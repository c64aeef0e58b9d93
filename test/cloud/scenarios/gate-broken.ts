import type { Scenario } from "./scenario.ts";

export default {
  name: "gate-broken",
  summary: "verifyAfterUp where Teams refuses the call: everything is in place, and the update fails with verify's own words.",
  exitCode: 2,
  configuration: { verifyAfterUp: true },
  cloud: {
    clockRate: 60,
    faults: [
      {
        name: "the create of the call is refused",
        match: { operation: "calls.create" },
        action: {
          kind: "answer",
          status: 403,
          body: { error: { code: "7505", message: "Insufficient enterprise tenant permissions, cannot access this API." } },
        },
      },
    ],
  },
  acts: [],
} satisfies Scenario;
