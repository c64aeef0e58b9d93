import type { Scenario } from "./scenario.ts";

export default {
  name: "secrets-forbidden",
  summary:
    "The tenant's policy forbids client secrets: pulumi up says so and which mode to take; with a certificate it goes through, and calls.",
  exitCode: 0,
  needs: ["pulumi"],
  provision: "by-acts",
  cloud: { clockRate: 20, tenant: { appManagement: { forbidsPasswords: true } } },
  acts: [
    {
      kind: "engine",
      does: "up",
      fails: ["DT_CONFIG_CREDENTIAL_FORBIDDEN", "Credential type not allowed as per assigned policy", "certificate or federated"],
    },
    { kind: "configure", sets: { credential: { mode: "certificate", generations: [{ name: "g1", life: "90d" }] } } },
    { kind: "engine", does: "up" },
    { kind: "engine", does: "up", counts: { same: 32 } },
    { kind: "verify", exitCode: 0 },
    { kind: "engine", does: "destroy", counts: { delete: 32 } },
    { kind: "inventory", holds: ["deleted application Dialtone", "deleted service principal Dialtone", "deleted vault dialtone-vault"] },
  ],
} satisfies Scenario;
