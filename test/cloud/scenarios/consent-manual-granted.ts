import type { Scenario } from "./scenario.ts";

export default {
  name: "consent-manual-granted",
  summary: "After the hand-off the administrator grants, and verify alone proves the call; nothing is deployed again.",
  exitCode: 0,
  configuration: { consent: "manual" },
  cloud: { clockRate: 100 },
  acts: [
    { kind: "verify", exitCode: 4, code: "DT_CONSENT_HANDOFF" },
    { kind: "administrator", does: "grant-consent" },
    { kind: "verify", exitCode: 0 },
  ],
} satisfies Scenario;
