import type { Scenario } from "./scenario.ts";

export default {
  name: "lifecycle",
  summary: "A whole life on the real engine: previewed, made, unchanged, drifted, repaired, reconfigured, destroyed, and nothing left.",
  exitCode: 0,
  needs: ["pulumi"],
  provision: "by-acts",
  cloud: { clockRate: 60 },
  acts: [
    { kind: "engine", does: "preview", counts: { create: 31 } },
    { kind: "engine", does: "up", counts: { create: 31 } },
    { kind: "verify", exitCode: 0 },
    { kind: "engine", does: "up", counts: { same: 31 } },
    { kind: "clock", forwardHours: 24 },
    { kind: "engine", does: "preview", counts: { same: 31 } },
    { kind: "by-hand", does: "edit-webhook" },
    { kind: "by-hand", does: "delete-channel" },
    { kind: "by-hand", does: "remove-grant" },
    { kind: "by-hand", does: "grant-extra-role" },
    { kind: "by-hand", does: "delete-app-secret" },
    // The role that was granted beside ours is in no state: the engine cannot see it, verify does.
    {
      kind: "engine",
      does: "refresh",
      counts: { delete: 3, same: 27, update: 1 },
      touches: [
        "delete AppRoleAssignment calling-app-consent",
        "delete ApplicationPassword calling-app-g1",
        "delete Channel dialtone-bot-teams",
        "update Bot dialtone-bot",
      ],
    },
    {
      kind: "engine",
      does: "up",
      counts: { create: 3, same: 26, update: 2 },
      touches: [
        "create AppRoleAssignment calling-app-consent",
        "create ApplicationPassword calling-app-g1",
        "create Channel dialtone-bot-teams",
        "update Bot dialtone-bot",
        "update Secret dialtone-vault-credential",
      ],
    },
    { kind: "verify", exitCode: 11, code: "DT_CONSENT_WIDER" },
    { kind: "by-hand", does: "remove-extra-role" },
    { kind: "engine", does: "up", counts: { same: 31 } },
    { kind: "verify", exitCode: 0 },
    {
      kind: "configure",
      sets: { displayName: "Dialtone renamed", tags: { team: "voice" }, replicas: { min: 1, max: 3 }, logRetentionDays: 60 },
    },
    { kind: "engine", does: "up", counts: { same: 21, update: 10 } },
    // A secret's end cannot be changed: this one is replaced, and the vault gets the new one.
    { kind: "configure", sets: { credential: { mode: "secret", generations: [{ name: "g1", ends: "2099-01-01T00:00:00Z" }] } } },
    { kind: "engine", does: "up", counts: { same: 29, replace: 1, update: 1 } },
    { kind: "secrets" },
    { kind: "engine", does: "destroy", counts: { delete: 31 } },
    { kind: "inventory", holds: ["deleted application Dialtone", "deleted service principal Dialtone", "deleted vault dialtone-vault"] },
  ],
} satisfies Scenario;
