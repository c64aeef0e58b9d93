import type { Scenario } from "./scenario.ts";

export default {
  name: "bootstrap-again",
  summary: "bootstrap, previewed, run, and run again with next to no flags: the second run changes nothing and says so.",
  exitCode: 0,
  provision: "by-bootstrap",
  cloud: { clockRate: 60, engineer: { directoryRoles: ["Privileged Role Administrator"], azureRoles: ["Owner"] } },
  acts: [
    {
      kind: "bootstrap",
      flags: [
        "--location=swedencentral",
        "--callee={callee}",
        "--backend=azure",
        "--ci=github",
        "--repository=contoso@12/voice@34",
        "--dry-run",
      ],
      exitCode: 0,
      changes: false,
      says: ["Nothing was changed (--dry-run)", "trusts repo:contoso@12/voice@34:environment:"],
    },
    {
      kind: "bootstrap",
      flags: ["--location=swedencentral", "--callee={callee}", "--backend=azure", "--ci=github", "--repository=contoso@12/voice@34"],
      exitCode: 0,
      changes: true,
      says: ["is ready", "protect the environment that deploys"],
    },
    {
      kind: "bootstrap",
      flags: ["--backend=azure", "--ci=github", "--repository=contoso@12/voice@34"],
      exitCode: 0,
      changes: false,
      says: ["Nothing had to be changed"],
    },
  ],
} satisfies Scenario;
