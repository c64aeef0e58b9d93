import type { Scenario } from "./scenario.ts";

export default {
  name: "host-name-not-in-dns",
  summary: "The callback host's name does not resolve within the budget: named as what it is, and no call is asked for.",
  exitCode: 14,
  cloud: {
    clockRate: 60,
    faults: [{ name: "the name spreads a day late", match: {}, action: { kind: "lag", object: "dns", delayMs: 86_400_000 } }],
  },
  acts: [
    { kind: "verify", exitCode: 14, code: "DT_HOST_UNREACHABLE", posts: 0, hungUp: null, says: ["the callback host cannot be reached"] },
  ],
} satisfies Scenario;
