import type { Scenario } from "./scenario.ts";

export default {
  name: "usgov",
  summary:
    "The US Government cloud by configuration: its regions, audiences, domains and metadata; a token for the public cloud opens nothing.",
  exitCode: 0,
  configuration: { cloud: "usgov", location: "usgovvirginia", displayName: "Dialtone usgov" },
  cloud: { clockRate: 60 },
  acts: [{ kind: "verify", exitCode: 0, posts: 1, hungUp: true, says: ["Proved in a rehearsal", "a token was issued to Dialtone usgov"] }],
} satisfies Scenario;
