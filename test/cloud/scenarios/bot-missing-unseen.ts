import { places } from "./parts/places.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "bot-missing-unseen",
  summary: "The Azure Bot was deleted by hand, and with it the operator's right to look: that is not known, and nothing is guessed.",
  exitCode: 3,
  cloud: { clockRate: 100 },
  acts: [
    { kind: "request", to: "arm", method: "DELETE", path: places.bot, says: "somebody deletes the Azure Bot" },
    { kind: "verify", exitCode: 3, code: "DT_UNCERTAIN_RIGHTS", posts: 0, hungUp: null, says: ["you may not look at the Azure Bot"] },
  ],
} satisfies Scenario;
