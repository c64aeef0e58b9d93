import type { Scenario } from "./scenario.ts";

export default {
  name: "host-name-spreads",
  summary: "The callback host's name spreads late: verify waits for it, and then proves the call.",
  exitCode: 0,
  cloud: {
    clockRate: 20,
    faults: [{ name: "the name spreads 100 s late", match: {}, action: { kind: "lag", object: "dns", delayMs: 100_000 } }],
  },
  acts: [{ kind: "verify", exitCode: 0, posts: 1, hungUp: true, says: ["Proved"] }],
} satisfies Scenario;
