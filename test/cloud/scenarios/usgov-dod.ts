import type { Scenario } from "./scenario.ts";

export default {
  name: "usgov-dod",
  summary: "The US Government cloud of the Department of Defense: Graph has a name of its own, Azure and login are the government's.",
  exitCode: 0,
  configuration: { cloud: "usgov-dod", location: "usgovvirginia", displayName: "Dialtone DoD" },
  cloud: { clockRate: 60 },
  acts: [{ kind: "verify", exitCode: 0, posts: 1, hungUp: true, says: ["Proved in a rehearsal", "a token was issued to Dialtone DoD"] }],
} satisfies Scenario;
