import { places } from "./parts/places.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "warning-and-failure",
  summary: "The secret ends soon and the Teams channel is missing: the warning is shown, and does not hide the failure.",
  exitCode: 13,
  configuration: { credential: { mode: "secret", generations: [{ name: "g1", life: "20d" }] } },
  cloud: { clockRate: 100 },
  acts: [
    { kind: "request", to: "arm", method: "DELETE", path: places.channel, says: "somebody deletes the Teams channel" },
    {
      kind: "verify",
      exitCode: 13,
      code: "DT_BOT_CHANNEL_MISSING",
      posts: 0,
      hungUp: null,
      says: ["DT_CREDENTIAL_EXPIRING", "has no Teams channel", "- host        needs bot.channel"],
    },
  ],
} satisfies Scenario;
