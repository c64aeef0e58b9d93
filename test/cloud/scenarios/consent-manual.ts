import type { Scenario } from "./scenario.ts";

export default {
  name: "consent-manual",
  summary: "The stack leaves consent to a person: everything else is deployed, and verify ends with the hand-off.",
  exitCode: 4,
  configuration: { consent: "manual" },
  cloud: { clockRate: 100 },
  acts: [{ kind: "verify", exitCode: 4, code: "DT_CONSENT_HANDOFF" }],
} satisfies Scenario;
