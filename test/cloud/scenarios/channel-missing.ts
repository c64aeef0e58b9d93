import { places } from "./parts/places.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "channel-missing",
  summary: "The bot's Teams channel was deleted by hand.",
  exitCode: 13,
  cloud: { clockRate: 100 },
  acts: [
    { kind: "request", to: "arm", method: "DELETE", path: places.channel, says: "somebody deletes the Teams channel" },
    { kind: "verify", exitCode: 13, code: "DT_BOT_CHANNEL_MISSING", posts: 0, hungUp: null, says: ["has no Teams channel"] },
  ],
} satisfies Scenario;
