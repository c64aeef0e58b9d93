import { places } from "./parts/places.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "webhook-elsewhere",
  summary: "The calling webhook points at another host: verify shows both addresses.",
  exitCode: 13,
  cloud: { clockRate: 100 },
  acts: [
    {
      kind: "request",
      to: "arm",
      method: "PUT",
      path: places.channel,
      body: { properties: { properties: { callingWebhook: "https://somebody-else.example/api/calls/callback" } } },
      says: "somebody edits the calling webhook",
    },
    {
      kind: "verify",
      exitCode: 13,
      code: "DT_BOT_WEBHOOK",
      posts: 0,
      hungUp: null,
      says: ["webhook https://somebody-else.example/api/calls/callback"],
    },
  ],
} satisfies Scenario;
