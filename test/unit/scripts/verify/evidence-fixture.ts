import { toEvidence } from "../../../../scripts/verify/to-evidence.ts";
import { evidenceSchema, type Evidence } from "../../../../scripts/verify/evidence.ts";
import { walkChain } from "../../../../scripts/verify/walk-chain.ts";
import { createWorld, outputs, runFacts, toAnswer, toTokenAnswer, type World } from "./verification-fixture.ts";

async function run(world: World): Promise<Evidence> {
  return evidenceSchema.parse(toEvidence(world.verification, await walkChain(world.verification), runFacts));
}

/** What a run in which everything is in order asked, as a log would have it. */
const asked: Evidence["asked"] = [
  {
    at: "2026-11-25T10:00:00.100Z",
    service: "login",
    as: "application",
    what: "POST /t/oauth2/v2.0/token",
    answer: "a token",
    times: 1,
    durationMs: 20,
  },
  {
    at: "2026-11-25T10:00:00.500Z",
    service: "graph",
    as: "application",
    what: "POST /v1.0/communications/calls",
    answer: "201",
    times: 1,
    durationMs: 30,
  },
  {
    at: "2026-11-25T10:00:00.600Z",
    service: "table",
    as: "operator",
    what: "rows of the call in notifications",
    answer: "0 rows",
    times: 4,
    durationMs: 900,
  },
  {
    at: "2026-11-25T10:00:02.000Z",
    service: "graph",
    as: "application",
    what: "DELETE /v1.0/communications/calls/c",
    answer: "204",
    times: 1,
    durationMs: 30,
  },
];

/** A proved chain. */
export async function createProvedEvidence(): Promise<Evidence> {
  return { ...(await run(createWorld())), asked };
}

/** A chain that is broken at the bot; nobody was called. */
export function createBrokenEvidence(): Promise<Evidence> {
  return run(createWorld({ clients: () => ({ readAzure: async () => toAnswer(404) }) }));
}

/** A stack that waits for an administrator. */
export function createHandedOffEvidence(): Promise<Evidence> {
  return run(
    createWorld({
      outputs: { consent: { ...outputs.consent, mode: "manual" } },
      clients: () => ({ requestAppToken: async () => toTokenAnswer({}), readDirectory: async () => toAnswer(403) }),
    }),
  );
}
