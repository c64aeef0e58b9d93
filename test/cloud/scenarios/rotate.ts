import type { Scenario } from "./scenario.ts";

const rotate = (flags: readonly string[], says: readonly string[]) =>
  ({ kind: "command", command: "rotate", flags, exitCode: 0, says }) as const;

export default {
  name: "rotate",
  summary:
    "The secret is rotated, then given up for a certificate: the new one gives a token before the old one is touched, and nobody is ever without.",
  exitCode: 0,
  needs: ["pulumi"],
  provision: "by-acts",
  cloud: { clockRate: 20 },
  acts: [
    { kind: "engine", does: "up" },
    // From here on, and not for the first up: its host's image would meet an identity that may not pull it yet.
    {
      kind: "faults",
      rules: [
        { name: "login knows a new secret 30 s late", match: {}, action: { kind: "lag", object: "credential", delayMs: 30_000 } },
        { name: "role assignments count 30 s late", match: {}, action: { kind: "lag", object: "roleAssignment", delayMs: 30_000 } },
      ],
    },
    { kind: "consumer", does: "start" },
    rotate(["--dry-run"], ["would add    generation g2"]),
    rotate([], ["added    generation g2, and it gave a token", "older    g1, good until it is taken away"]),
    rotate(
      ["--mode", "certificate"],
      ["nothing to do: g1 stays until ", "then     npm run rotate -- --stack dev --mode certificate: one run"],
    ),
    { kind: "clock", forwardHours: 25 },
    rotate([], ["removed  g1", "in use   g2"]),
    { kind: "consumer", does: "stop" },
    { kind: "engine", does: "up", counts: { same: 31 } },
    { kind: "verify", exitCode: 0 },
    { kind: "consumer", does: "start" },
    rotate(["--mode", "certificate"], ["added    generation g3, and it gave a token"]),
    { kind: "consumer", does: "stop" },
    { kind: "engine", does: "up", counts: { same: 35 } },
    { kind: "consumer", does: "start" },
    { kind: "clock", forwardHours: 25 },
    rotate([], ["removed  g2", "in use   g3"]),
    { kind: "consumer", does: "stop" },
    { kind: "engine", does: "up", counts: { same: 32 } },
    { kind: "verify", exitCode: 0, says: ["the key stays there"] },
  ],
} satisfies Scenario;
