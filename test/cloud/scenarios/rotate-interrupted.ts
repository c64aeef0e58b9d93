import type { Scenario } from "./scenario.ts";

const rotate = (says: readonly string[]) => ({ kind: "command", command: "rotate", exitCode: 0, says }) as const;
/** SIGKILL in the middle: while the cloud answers this, and nobody hears of it. */
const dies = (diesAt: string) => ({ kind: "command", command: "rotate", exitCode: 0, diesAt }) as const;
const recovers = { kind: "command", command: "recover", exitCode: 0 } as const;

export default {
  name: "rotate-interrupted",
  summary:
    "rotate is killed while it makes the new secret, puts it in use, and removes the old one: run again, it goes on, and nobody is ever without.",
  exitCode: 0,
  needs: ["pulumi"],
  provision: "by-acts",
  cloud: { clockRate: 20 },
  acts: [
    { kind: "engine", does: "up" },
    { kind: "consumer", does: "start" },
    dies("graph.applications.add-password"),
    recovers,
    dies("arm.vaultSecrets.put"),
    // The lock of the one that died: only a person knows that nobody else is at work.
    { kind: "command", command: "rotate", exitCode: 3, says: ["DT_UNCERTAIN_ENGINE", "npm run recover -- --stack dev"] },
    recovers,
    rotate(["goes on with generation g2", "added    generation g2, and it gave a token"]),
    { kind: "clock", forwardHours: 25 },
    dies("graph.applications.remove-password"),
    recovers,
    // It ends what it began, and begins nothing new: no third credential.
    rotate(["takes g1 away", "removed  g1", "in use   g2"]),
    { kind: "consumer", does: "stop" },
    { kind: "engine", does: "up", counts: { same: 31 } },
    { kind: "verify", exitCode: 0 },
  ],
} satisfies Scenario;
