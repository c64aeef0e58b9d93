import type { Scenario } from "./scenario.ts";

export default {
  name: "rotate-to-secret",
  summary: "The certificate is given up for a secret: the secret gives a token before the certificate goes, and nobody is ever without.",
  exitCode: 0,
  needs: ["pulumi"],
  provision: "by-acts",
  configuration: { credential: { mode: "certificate", generations: [{ name: "g1", life: "90d" }] } },
  cloud: { clockRate: 20 },
  acts: [
    { kind: "engine", does: "up" },
    { kind: "consumer", does: "start" },
    { kind: "command", command: "rotate", flags: ["--mode", "secret"], exitCode: 0, says: ["added    generation g2, and it gave a token"] },
    { kind: "consumer", does: "stop" },
    { kind: "engine", does: "up", counts: { same: 35 } },
    { kind: "consumer", does: "start" },
    { kind: "clock", forwardHours: 25 },
    { kind: "command", command: "rotate", exitCode: 0, says: ["removed  g1", "in use   g2"] },
    { kind: "consumer", does: "stop" },
    { kind: "engine", does: "up", counts: { same: 31 } },
    { kind: "verify", exitCode: 0, posts: 1, hungUp: true },
    { kind: "secrets" },
  ],
} satisfies Scenario;
