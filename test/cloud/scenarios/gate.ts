import type { Act, Scenario } from "./scenario.ts";

/** How often Graph was asked for a call so far. */
function calls(count: number): Act {
  return { kind: "requests", operation: "calls.create", count };
}

export default {
  name: "gate",
  summary:
    "verifyAfterUp: an update ends with the call, a broken chain fails it and every one after it, no change rings nobody, a preview neither.",
  exitCode: 0,
  needs: ["pulumi"],
  provision: "by-acts",
  configuration: { verifyAfterUp: true },
  cloud: { clockRate: 60 },
  acts: [
    { kind: "engine", does: "preview", counts: { create: 32 } },
    calls(0),
    { kind: "engine", does: "up", counts: { create: 32 } },
    calls(1),
    { kind: "engine", does: "up", counts: { same: 32 } },
    calls(1),
    // A repair changes no output of the stack, and is proved all the same.
    { kind: "by-hand", does: "edit-webhook" },
    { kind: "engine", does: "refresh" },
    { kind: "engine", does: "up", touches: ["update Bot dialtone-bot", "update Deployment dialtone-verified"] },
    calls(2),
    // Broken where the engine cannot see it: the update is in place, and fails.
    { kind: "by-hand", does: "grant-extra-role" },
    { kind: "configure", sets: { displayName: "Dialtone renamed" } },
    { kind: "engine", does: "up", fails: ["DT_GATE_FAILED", "DT_CONSENT_WIDER", "Calls.InitiateGroupCall.All", "evidence"] },
    // Nothing is left to do, and still it is not forgotten.
    { kind: "engine", does: "up", fails: ["DT_GATE_FAILED", "DT_CONSENT_WIDER"] },
    { kind: "engine", does: "preview", counts: { same: 31, update: 1 } },
    calls(2),
    { kind: "by-hand", does: "remove-extra-role" },
    { kind: "engine", does: "up", counts: { same: 31, update: 1 } },
    calls(3),
    { kind: "engine", does: "up", counts: { same: 32 } },
    calls(3),
    // Killed while the phone rings: nothing proved it, so the next one calls.
    { kind: "configure", sets: { displayName: "Dialtone again" } },
    { kind: "engine-death", operation: "calls.create" },
    { kind: "engine", does: "recover" },
    { kind: "engine", does: "up" },
    calls(5),
    { kind: "configure", sets: { verifyAfterUp: "always" } },
    { kind: "engine", does: "up", counts: { same: 31, update: 1 } },
    { kind: "engine", does: "up", counts: { same: 31, update: 1 } },
    calls(7),
    { kind: "secrets" },
    { kind: "command", command: "teardown", flags: ["--yes"], exitCode: 0, says: ["Proved in a rehearsal"] },
  ],
} satisfies Scenario;
