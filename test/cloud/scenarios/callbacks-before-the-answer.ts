import { creatingACall } from "./parts/refusals.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "callbacks-before-the-answer",
  summary: "The notifications are there before Graph answers the create: they are matched all the same.",
  exitCode: 0,
  cloud: { clockRate: 20 },
  acts: [
    { kind: "faults", rules: [creatingACall("the answer takes its time", { kind: "delay", delayMs: 10_000, when: "after-commit" })] },
    { kind: "verify", exitCode: 0, posts: 1, hungUp: true, says: ["Proved"] },
  ],
} satisfies Scenario;
