import type { Scenario } from "./scenario.ts";

export default {
  name: "rotate-certificate",
  summary:
    "A certificate is renewed: the operator's right to sign with the new key counts minutes late, the run waits for it, and nobody is ever without.",
  exitCode: 0,
  needs: ["pulumi"],
  provision: "by-acts",
  configuration: { credential: { mode: "certificate", generations: [{ name: "g1", life: "90d" }] } },
  cloud: { clockRate: 20 },
  acts: [
    { kind: "engine", does: "up" },
    {
      kind: "faults",
      rules: [
        { name: "role assignments count 4 min late", match: {}, action: { kind: "lag", object: "roleAssignment", delayMs: 240_000 } },
      ],
    },
    { kind: "consumer", does: "start" },
    {
      kind: "command",
      command: "rotate",
      exitCode: 0,
      says: ["the operator's new role does not count yet: ", "added    generation g2, and it gave a token"],
    },
    { kind: "consumer", does: "stop" },
    { kind: "engine", does: "up" },
    { kind: "consumer", does: "start" },
    { kind: "clock", forwardHours: 25 },
    { kind: "command", command: "rotate", exitCode: 0, says: ["removed  g1", "in use   g2"] },
    { kind: "consumer", does: "stop" },
    { kind: "engine", does: "up", counts: { same: 32 } },
    { kind: "verify", exitCode: 0, says: ["the key stays there"] },
  ],
} satisfies Scenario;
