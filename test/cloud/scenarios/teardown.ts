import type { Scenario } from "./scenario.ts";

export default {
  name: "teardown",
  summary: "The way back to nothing: previewed, refused while protected, killed in the middle, gone on with, proved and purged.",
  exitCode: 0,
  needs: ["pulumi"],
  provision: "by-acts",
  configuration: { protect: true, purgeProtection: false },
  cloud: { clockRate: 60 },
  acts: [
    { kind: "engine", does: "up" },
    { kind: "verify", exitCode: 0 },
    {
      kind: "command",
      command: "teardown",
      exitCode: 0,
      says: ["Nothing was done", "protected, and refused until --unprotect dev: calling-app, dialtone-vault"],
    },
    { kind: "engine", does: "up", counts: { same: 31 } },
    { kind: "command", command: "teardown", flags: ["--yes"], exitCode: 2, says: ["DT_TEARDOWN_PROTECTED", "--unprotect dev"] },
    { kind: "engine", does: "up", counts: { same: 31 } },
    { kind: "verify", exitCode: 0 },
    { kind: "command", command: "teardown", flags: ["--yes", "--unprotect=dev"], exitCode: 0, diesAt: "arm.bots.delete" },
    {
      kind: "command",
      command: "teardown",
      flags: ["--yes", "--unprotect=dev", "--evidence={evidence}"],
      exitCode: 0,
      says: [
        "Proved in a rehearsal",
        "application Dialtone dev  until",
        "vault dialtone-vault",
        "its name stays taken",
        "None was touched",
      ],
    },
    { kind: "inventory", holds: ["deleted application Dialtone", "deleted service principal Dialtone", "deleted vault dialtone-vault"] },
    { kind: "command", command: "teardown", flags: ["--yes"], exitCode: 0, says: ["has nothing that could be deleted"] },
    { kind: "engine", does: "up" },
    {
      kind: "command",
      command: "teardown",
      flags: ["--yes", "--unprotect=dev", "--purge"],
      exitCode: 0,
      says: ["purged: nothing is kept"],
    },
  ],
} satisfies Scenario;
