import { places } from "./parts/places.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "webhook-trailing-slash",
  summary: "The calling webhook has a slash too many: another path, and so another webhook.",
  exitCode: 13,
  cloud: { clockRate: 100 },
  acts: [
    {
      kind: "request",
      to: "arm",
      method: "PUT",
      path: places.channel,
      body: { properties: { properties: { callingWebhook: "{host.callbackUrl}/" } } },
      says: "somebody adds a slash to the calling webhook",
    },
    { kind: "verify", exitCode: 13, code: "DT_BOT_WEBHOOK", posts: 0, hungUp: null, says: ["is not the stack's callback URL"] },
  ],
} satisfies Scenario;
