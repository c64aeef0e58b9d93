import { places } from "./parts/places.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "two-links-broken",
  summary:
    "The webhook is elsewhere and the consent is missing: the first link in the chain's order decides, the rest is skipped and says on what.",
  exitCode: 11,
  cloud: { clockRate: 150 },
  acts: [
    {
      kind: "request",
      to: "arm",
      method: "PUT",
      path: places.channel,
      body: { properties: { properties: { callingWebhook: "https://somebody-else.example/api/calls/callback" } } },
      says: "somebody edits the calling webhook",
    },
    { kind: "administrator", does: "revoke-consent" },
    {
      kind: "verify",
      exitCode: 11,
      code: "DT_CONSENT_MISSING",
      posts: 0,
      hungUp: null,
      says: ["- bot         needs consent.role-in-token", "- call        needs consent.role-in-token"],
    },
  ],
} satisfies Scenario;
