import { places } from "./parts/places.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "calling-off",
  summary: "Calling is switched off in the bot's Teams channel.",
  exitCode: 13,
  cloud: { clockRate: 100 },
  acts: [
    {
      kind: "request",
      to: "arm",
      method: "PUT",
      path: places.channel,
      body: { properties: { properties: { enableCalling: false } } },
      says: "somebody switches calling off",
    },
    {
      kind: "verify",
      exitCode: 13,
      code: "DT_BOT_CALLING_OFF",
      posts: 0,
      hungUp: null,
      says: ["calling is off in the bot's Teams channel"],
    },
  ],
} satisfies Scenario;
