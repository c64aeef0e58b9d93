import type { Act, Scenario } from "./scenario.ts";

/** How often Graph was asked for a call so far. */
function calls(count: number): Act {
  return { kind: "requests", operation: "calls.create", count };
}

const cleared = "the failed gate is cleared: the next pulumi up --stack dev takes this call for its own and calls nobody";

export default {
  name: "gate-cleared",
  summary:
    "A gate that failed is cleared by npm run verify: the next update takes that call for its own; one that changes the stack calls.",
  exitCode: 0,
  needs: ["pulumi"],
  provision: "by-acts",
  configuration: { verifyAfterUp: true },
  cloud: { clockRate: 60 },
  acts: [
    { kind: "engine", does: "up", counts: { create: 32 } },
    calls(1),
    { kind: "by-hand", does: "grant-extra-role" },
    { kind: "configure", sets: { displayName: "Dialtone renamed" } },
    { kind: "engine", does: "up", fails: ["DT_GATE_FAILED", "DT_CONSENT_WIDER", "npm run verify -- --stack dev"] },
    // A verify that proves nothing clears nothing.
    { kind: "command", command: "verify", exitCode: 11, says: ["DT_CONSENT_WIDER", "the gate of pulumi up stays as it is"] },
    { kind: "engine", does: "up", fails: ["DT_GATE_FAILED", "DT_CONSENT_WIDER"] },
    { kind: "by-hand", does: "remove-extra-role" },
    { kind: "command", command: "verify", flags: ["--no-call"], exitCode: 0, says: ["the gate of pulumi up stays as it is"] },
    { kind: "engine", does: "preview", counts: { same: 31, update: 1 } },
    calls(1),
    { kind: "command", command: "verify", exitCode: 0, says: ["Proved in a rehearsal", cleared] },
    calls(2),
    { kind: "engine", does: "up", counts: { same: 31, update: 1 }, says: ["npm run verify proved this stack", "nobody is called"] },
    { kind: "engine", does: "up", counts: { same: 32 } },
    calls(2),
    // Killed while the phone rings: the outputs of that update are in no state, so only an update's own call answers its gate.
    { kind: "configure", sets: { displayName: "Dialtone again" } },
    { kind: "engine-death", operation: "calls.create" },
    { kind: "engine", does: "recover" },
    { kind: "command", command: "verify", exitCode: 0, says: ["these outputs are older than the update that failed at it"] },
    calls(4),
    { kind: "engine", does: "up" },
    calls(5),
    // What verify proved is not what the next update makes of it.
    { kind: "by-hand", does: "grant-extra-role" },
    { kind: "configure", sets: { displayName: "Dialtone once more" } },
    { kind: "engine", does: "up", fails: ["DT_GATE_FAILED"] },
    { kind: "by-hand", does: "remove-extra-role" },
    { kind: "command", command: "verify", exitCode: 0, says: [cleared] },
    calls(6),
    { kind: "configure", sets: { displayName: "Dialtone changed meanwhile" } },
    { kind: "engine", does: "up" },
    calls(7),
    // Nothing failed: verify has nothing to clear, and the next update nothing to do.
    { kind: "command", command: "verify", exitCode: 0 },
    { kind: "engine", does: "up", counts: { same: 32 } },
    calls(8),
    { kind: "secrets" },
    { kind: "command", command: "teardown", flags: ["--yes"], exitCode: 0, says: ["Proved in a rehearsal"] },
  ],
} satisfies Scenario;
