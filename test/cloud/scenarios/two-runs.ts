import type { Scenario } from "./scenario.ts";

export default {
  name: "two-runs",
  summary: "A second up starts while the first is at work: it refuses and names who holds the stack; the first one is not disturbed.",
  exitCode: 0,
  needs: ["pulumi"],
  provision: "by-acts",
  cloud: {
    clockRate: 10,
    faults: [
      // Keeps the first one at work for twelve seconds of the wall.
      { name: "the group takes its time", match: { operation: "arm.resourceGroups.put" }, action: { kind: "delay", delayMs: 120_000 } },
    ],
  },
  acts: [
    {
      kind: "engine",
      does: "up",
      counts: { create: 31 },
      rivalSays: ["DT_UNCERTAIN_ENGINE", "somebody else is at work on stack dev", "created by", "(pid "],
      rivalWithinMs: 2000,
    },
    { kind: "engine", does: "up", counts: { same: 31 } },
    { kind: "verify", exitCode: 0 },
  ],
} satisfies Scenario;
