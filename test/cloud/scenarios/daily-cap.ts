import type { Scenario } from "./scenario.ts";

export default {
  name: "daily-cap",
  summary: "The configuration allows one call in 24 hours: the first is placed, the second is not, and that is exit 3.",
  exitCode: 3,
  configuration: { calling: { callsPerDay: 1 } },
  cloud: { clockRate: 60 },
  acts: [
    { kind: "verify", exitCode: 0, posts: 1, hungUp: true, says: ["Proved"] },
    {
      kind: "verify",
      exitCode: 3,
      code: "DT_UNCERTAIN_DAILY_CAP",
      posts: 0,
      hungUp: null,
      says: ["the daily cap of calls is reached: nobody was called", "1 call in notifications since", "raise dialtone:calling.callsPerDay"],
    },
  ],
} satisfies Scenario;
