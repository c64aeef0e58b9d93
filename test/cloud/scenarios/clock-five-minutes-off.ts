import type { Scenario } from "./scenario.ts";

export default {
  name: "clock-five-minutes-off",
  summary: "The clock of the machine is five minutes ahead: tokens may be refused anywhere, so verify stops with the number.",
  exitCode: 10,
  cloud: { clockRate: 100 },
  acts: [
    {
      kind: "verify",
      exitCode: 10,
      code: "DT_CREDENTIAL_CLOCK",
      posts: 0,
      hungUp: null,
      says: ["your clock is off", "seconds ahead"],
      clockAheadMinutes: 5,
    },
  ],
} satisfies Scenario;
