import type { Scenario } from "./scenario.ts";

const job = { issuer: "https://token.actions.githubusercontent.com", subject: "repo:dialtone/rehearsal:environment:production" };
const rotate = (flags: readonly string[], says: readonly string[]) =>
  ({ kind: "command", command: "rotate", flags, exitCode: 0, says }) as const;
const consumer = (does: "start" | "stop") => ({ kind: "consumer", does }) as const;
const g1 = { name: "g1", life: "90d" };
/** The pipeline's other environment: verify runs in the first one, whose trust stays. */
const again = "repo:dialtone/rehearsal:environment:staging";
const up = { kind: "engine", does: "up" } as const;
const ci = { name: "ci", mode: "federated", ...job };

export default {
  name: "rotate-to-federated",
  summary:
    "The secret is given up for the pipeline's own token, that for a certificate, and that for the token again: nobody is ever without; a mode written over the one in use is refused.",
  exitCode: 0,
  needs: ["pulumi"],
  provision: "by-acts",
  cloud: { clockRate: 20, pipeline: job },
  acts: [
    { kind: "engine", does: "up" },
    consumer("start"),
    // The mode written over the one in use: one update would make the certificate and delete the secret.
    { kind: "configure", sets: { credential: { mode: "certificate", generations: [g1] } } },
    {
      kind: "engine",
      does: "up",
      fails: ["DT_CONFIG_CREDENTIAL_IN_USE", "generation g1 (secret)", "npm run rotate -- --stack dev --mode certificate"],
      exitCode: 2,
    },
    { kind: "configure", sets: { credential: { mode: "secret", generations: [g1, ci] } } },
    { kind: "engine", does: "preview" },
    rotate([], ["added    generation ci, and it gave a token", "older    g1, good until it is taken away"]),
    consumer("stop"),
    up,
    { kind: "verify", exitCode: 0, says: ["for another issuer's token: it has no secret"], posts: 1, hungUp: true },
    consumer("start"),
    { kind: "clock", forwardHours: 25 },
    rotate([], ["removed  g1", "in use   ci, without an end"]),
    rotate(["--mode", "certificate"], ["added    generation ci1, and it gave a token"]),
    consumer("stop"),
    up,
    consumer("start"),
    // From the certificate back to a token of somebody: that generation too is written behind the one in use.
    {
      kind: "configure",
      sets: {
        credential: {
          mode: "secret",
          generations: [ci, { name: "ci1", mode: "certificate", life: "90d" }, { ...ci, name: "again", subject: again }],
        },
      },
    },
    { kind: "engine", does: "preview" },
    rotate(["--overlap", "0h"], ["added    generation again, and it gave a token", "older    ci1, good until"]),
    consumer("stop"),
    up,
    consumer("start"),
    rotate([], ["removed  ci1", "in use   again, without an end"]),
    consumer("stop"),
    { kind: "engine", does: "up", counts: { same: 30 } },
    { kind: "verify", exitCode: 0, says: ["for another issuer's token: it has no secret"], posts: 1, hungUp: true },
  ],
} satisfies Scenario;
