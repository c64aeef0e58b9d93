import type { Scenario } from "./scenario.ts";

export default {
  name: "consent-missing",
  summary: "An administrator took the consent back after provisioning: verify says who must do what, and places no call.",
  exitCode: 11,
  cloud: { clockRate: 150 },
  acts: [
    { kind: "administrator", does: "revoke-consent" },
    { kind: "verify", exitCode: 11, code: "DT_CONSENT_MISSING" },
  ],
} satisfies Scenario;
