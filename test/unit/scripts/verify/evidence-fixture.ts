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

/** A proved chain beside which everything drifted, every kind of it. */
export async function createDriftedEvidence(): Promise<Evidence> {
  const of = ["grant", "credential", "owner", "webhook", "route", "role assignment"] as const;
  const kinds = ["missing", "extra", "changed", "unknown"] as const;
  const findings = of.map((one, index) => ({
    of: one,
    kind: kinds[index % kinds.length] ?? "extra",
    what: `the ${one} "https://somebody.example/api/callbacks/calls?and=a-long-address-without-a-blank-in-it-${"x".repeat(40)}", id …abcd`,
    fix: "az ad app credential delete --id 66666666-6666-4666-8666-666666666666 --key-id 77777777-7777-4777-8777-777777777777",
  }));
  return evidenceSchema.parse({ ...(await createProvedEvidence()), drift: { findings } });
}

/** A proved chain of an application whose name tries to leave its place, as long as Entra allows. */
export async function createHostileEvidence(): Promise<Evidence> {
  const name = `</script></title><img src=x onerror=alert(1)>"'&{{x}}\u202E\u05E9\u05DC\u05D5\u05DD👩\u200D💻 `;
  const displayName = `${name}${"W".repeat(256 - name.length)}`;
  const proved = await createProvedEvidence();
  return evidenceSchema.parse({ ...proved, stack: "a".repeat(100), subject: { ...proved.subject, displayName } });
}

/** A proved chain whose call was transferred, as a log would have it. */
export async function createDrilledEvidence(): Promise<Evidence> {
  const proved = await createProvedEvidence();
  const request = { service: "graph", as: "application", what: "POST /v1.0/communications/calls/c/transfer", answer: "202" } as const;
  return evidenceSchema.parse({
    ...proved,
    asked: [...(asked ?? []), { ...request, at: "2026-11-25T10:00:01.500Z", times: 1, durationMs: 30 }],
    drill: {
      kind: "transfer",
      end: "transferred",
      transferTo: "…beef",
      startedAt: "2026-11-25T10:00:01.400Z",
      finishedAt: "2026-11-25T10:00:05.000Z",
      requests: [{ at: "2026-11-25T10:00:01.500Z", action: "transfer", answer: "202" }],
      states: [
        { at: "2026-11-25T10:00:01.700Z", state: "transferring", result: null },
        { at: "2026-11-25T10:00:04.500Z", state: "transferAccepted", result: null },
        { at: "2026-11-25T10:00:05.000Z", state: "terminated", result: { code: 200, subcode: 7015, meaning: "the call was transferred" } },
      ],
      operations: [],
    },
  });
}

/** A proved chain whose drill failed: the prompt could not be played. */
export async function createFailedDrillEvidence(): Promise<Evidence> {
  const proved = await createProvedEvidence();
  const failed = {
    status: "failed",
    code: "DT_CALL_PROMPT_FAILED",
    saw: "playPrompt 200",
    expected: "200",
    fix: "check the host",
  } as const;
  const check = {
    id: "call.drill",
    link: "call",
    message: "the prompt was accepted, and Microsoft could not play it",
    durationMs: 0,
    ...failed,
  } as const;
  return evidenceSchema.parse({
    ...proved,
    outcome: "broken",
    exitCode: 15,
    checks: [
      ...proved.checks.filter(({ link }) => link !== "callbacks"),
      check,
      ...proved.checks.filter(({ link }) => link === "callbacks"),
    ],
    drill: {
      kind: "cancel-media",
      end: "not-played",
      transferTo: null,
      startedAt: "2026-11-25T10:00:01.400Z",
      finishedAt: "2026-11-25T10:00:04.000Z",
      requests: [
        { at: "2026-11-25T10:00:01.500Z", action: "playPrompt", answer: "200" },
        { at: "2026-11-25T10:00:03.500Z", action: "cancelMediaProcessing", answer: "200" },
      ],
      states: [],
      operations: [
        {
          at: "2026-11-25T10:00:03.900Z",
          type: "playPromptOperation",
          clientContext: "dialtone-prompt-9d1e6f0a-2f5b-4a0e-8d43-3f1a7c2b9e10",
          status: "completed",
          completionReason: "unknown",
          result: { code: 400, subcode: 0, meaning: "it could not be played" },
        },
      ],
    },
  });
}
