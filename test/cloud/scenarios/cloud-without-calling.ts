import type { Scenario } from "./scenario.ts";

export default {
  name: "cloud-without-calling",
  summary: "China, Delos and GovSG have no calling API in Microsoft Graph: the program refuses them before anything is made.",
  exitCode: 2,
  configuration: { cloud: "china" },
  cloud: { clockRate: 60 },
  acts: [],
} satisfies Scenario;
