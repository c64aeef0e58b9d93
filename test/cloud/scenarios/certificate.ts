import type { Scenario } from "./scenario.ts";

export default {
  name: "certificate",
  summary:
    "The app proves itself by a certificate: its key is made in Key Vault and never leaves it; verify has the vault sign, and calls.",
  exitCode: 0,
  configuration: { credential: { mode: "certificate", generations: [{ name: "g1", life: "90d" }] } },
  cloud: { clockRate: 20 },
  acts: [
    {
      kind: "verify",
      exitCode: 0,
      says: ["a token was issued to Dialtone dev for a signature of Key Vault's: the key stays there"],
      posts: 1,
      hungUp: true,
    },
  ],
} satisfies Scenario;
