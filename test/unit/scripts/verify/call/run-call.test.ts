// Proves what verify does around its one call when the other side misbehaves: never a second create, always a hang-up.
// Time passes only where somebody sleeps, so it does not prove that the budgets are long enough for Microsoft.
import { test, type TestContext } from "node:test";
import { Interruption } from "../../../../../scripts/lib/interruption.ts";
import { TransportFailure } from "../../../../../scripts/lib/transport-failure.ts";
import type { Evidence } from "../../../../../scripts/verify/evidence.ts";
import { toEvidence } from "../../../../../scripts/verify/to-evidence.ts";
import { walkChain } from "../../../../../scripts/verify/walk-chain.ts";
import {
  calleeObjectId,
  callId,
  createWorld,
  runFacts,
  sentOf,
  toAnswer,
  toGraphError,
  toStored,
  type World,
} from "../verification-fixture.ts";

/** What a test of the call wants to know: the verdict, how often was created and hung up, and what the proof says. */
async function callWith(world: World): Promise<{
  exitCode: number;
  outcome: string;
  code: string | null;
  posts: number;
  hangUps: readonly string[];
  evidence: Evidence;
}> {
  const evidence = toEvidence(world.verification, await walkChain(world.verification), runFacts);
  const broken = evidence.checks.find((check) => check.status === "failed") ?? evidence.checks.find((check) => check.status === "unknown");
  return {
    exitCode: evidence.exitCode,
    outcome: evidence.outcome,
    code: broken?.code ?? null,
    posts: sentOf(world, "POST").length,
    hangUps: sentOf(world, "DELETE").map((request) => request.path),
    evidence,
  };
}

const thisCall = `/communications/calls/${callId}`;

const refusals: readonly {
  readonly title: string;
  readonly answer: () => ReturnType<typeof toAnswer>;
  readonly exitCode: number;
  readonly code: string;
}[] = [
  { title: "400 is refused (15)", answer: () => toGraphError(400, "BadRequest"), exitCode: 15, code: "DT_CALL_REFUSED" },
  { title: "401 is refused (15)", answer: () => toGraphError(401, "InvalidAuthenticationToken"), exitCode: 15, code: "DT_CALL_REFUSED" },
  { title: "7503 is the bot's (13)", answer: () => toGraphError(403, "7503"), exitCode: 13, code: "DT_BOT_NOT_REGISTERED" },
  {
    title: "7503 in its older wrapper is the bot's (13)",
    answer: () => toGraphError(403, "UnknownError", '{"errorCode":"7503","message":"Application is not registered in our store."}'),
    exitCode: 13,
    code: "DT_BOT_NOT_REGISTERED",
  },
  { title: "7505 is the tenant's (12)", answer: () => toGraphError(403, "7505"), exitCode: 12, code: "DT_TENANT_MISMATCH" },
  {
    title: "7504 with the role in the token is not about consent (15)",
    answer: () => toGraphError(403, "7504"),
    exitCode: 15,
    code: "DT_CALL_REFUSED",
  },
  { title: "7507 is refused (15)", answer: () => toGraphError(403, "7507"), exitCode: 15, code: "DT_CALL_REFUSED" },
  { title: "429 is uncertain (3)", answer: () => toGraphError(429, "TooManyRequests"), exitCode: 3, code: "DT_UNCERTAIN_THROTTLED" },
  {
    title: "500 9999 without a trace of a call is refused (15)",
    answer: () => toGraphError(500, "9999"),
    exitCode: 15,
    code: "DT_CALL_REFUSED",
  },
  {
    title: "503 without a trace of a call is uncertain (3)",
    answer: () => toGraphError(503, "ServiceUnavailable"),
    exitCode: 3,
    code: "DT_UNCERTAIN_CALL",
  },
];

for (const one of refusals) {
  test(`a create that is answered with ${one.title}, and is not repeated`, async (t: TestContext) => {
    const world = createWorld({ calls: (request) => (request.method === "POST" ? one.answer() : undefined) });
    const { evidence, exitCode, code, posts, hangUps } = await callWith(world);
    t.assert.deepStrictEqual(
      { exitCode, code, posts, hangUps, call: evidence.call },
      { exitCode: one.exitCode, code: one.code, posts: 1, hangUps: [], call: null },
    );
  });
}

test("a refusal quotes the ids that Microsoft asks for", async (t: TestContext) => {
  const world = createWorld({ calls: (request) => (request.method === "POST" ? toGraphError(403, "7505") : undefined) });
  const { evidence } = await callWith(world);
  const clientRequestId = sentOf(world, "POST")[0]?.headers?.["client-request-id"];
  t.assert.strictEqual(
    evidence.checks.find((check) => check.id === "call.created")?.saw,
    `HTTP 403 7505 (request id req-1, client request id ${clientRequestId}, 2026-11-25T10:00:00)`,
  );
});

test("a create that timed out and did ring is found by its scenario and hung up, never repeated (3)", async (t: TestContext) => {
  const world = createWorld({
    calls: (request) =>
      request.method === "POST" ? Promise.reject(new TransportFailure("timeout", "TimeoutError", "https://g")) : undefined,
    clients: ({ sent }) => ({
      notifications: {
        ofCall: async () => [],
        since: async () => {
          const scenarioId = sent.find((request) => request.method === "POST")?.headers?.["Scenario-Id"];
          return scenarioId === undefined ? [] : [toStored("establishing", { callChainId: scenarioId })];
        },
      },
    }),
  });
  const { exitCode, outcome, code, posts, hangUps } = await callWith(world);
  t.assert.deepStrictEqual(
    { exitCode, outcome, code, posts, hangUps },
    { exitCode: 3, outcome: "uncertain", code: "DT_UNCERTAIN_CALL", posts: 1, hangUps: [thisCall] },
  );
});

test("a lost call is found by its callee where its chain is another", async (t: TestContext) => {
  const world = createWorld({
    calls: (request) => {
      if (request.method === "POST") return Promise.reject(new TransportFailure("reset", "ECONNRESET", "https://g"));
      return request.path === thisCall && request.method === "GET"
        ? toAnswer(200, { id: callId, state: "establishing", targets: [{ identity: { user: { id: calleeObjectId } } }] })
        : undefined;
    },
    clients: ({ sent }) => ({
      notifications: {
        ofCall: async () => [],
        since: async () => (sent.some((request) => request.method === "POST") ? [toStored("establishing", { callChainId: "other" })] : []),
      },
    }),
  });
  const { posts, hangUps } = await callWith(world);
  t.assert.deepStrictEqual({ posts, hangUps }, { posts: 1, hangUps: [thisCall] });
});

test("another program's call on the same host is not hung up", async (t: TestContext) => {
  const world = createWorld({
    calls: (request) => {
      if (request.method === "POST") return Promise.reject(new TransportFailure("reset", "ECONNRESET", "https://g"));
      return request.path === thisCall
        ? toAnswer(200, { id: callId, state: "established", targets: [{ identity: { user: { id: "somebody-else" } } }] })
        : undefined;
    },
    clients: ({ sent }) => ({
      notifications: {
        ofCall: async () => [],
        since: async () => (sent.some((request) => request.method === "POST") ? [toStored("established", { callChainId: "other" })] : []),
      },
    }),
  });
  const { posts, hangUps, code } = await callWith(world);
  t.assert.deepStrictEqual({ posts, hangUps, code }, { posts: 1, hangUps: [], code: "DT_UNCERTAIN_CALL" });
});

test("a Graph that cannot be reached is no call and no question whether it rang (3)", async (t: TestContext) => {
  const world = createWorld({
    calls: (request) =>
      request.method === "POST" ? Promise.reject(new TransportFailure("refused", "ECONNREFUSED", "https://g")) : undefined,
  });
  const { exitCode, code, posts, hangUps } = await callWith(world);
  t.assert.deepStrictEqual({ exitCode, code, posts, hangUps }, { exitCode: 3, code: "DT_UNCERTAIN_NETWORK", posts: 1, hangUps: [] });
});

test("a 201 whose body is cut off is known by its Location", async (t: TestContext) => {
  const world = createWorld({
    calls: (request) =>
      request.method === "POST" ? toAnswer(201, '{"id":"4444', { location: `https://graph.microsoft.com/v1.0${thisCall}` }) : undefined,
  });
  const { exitCode, posts, hangUps } = await callWith(world);
  t.assert.deepStrictEqual({ exitCode, posts, hangUps }, { exitCode: 0, posts: 1, hangUps: [thisCall] });
});

test("silent callbacks are broken (16), and the call is hung up", async (t: TestContext) => {
  const world = createWorld({ clients: () => ({ notifications: { ofCall: async () => [], since: async () => [] } }) });
  const { exitCode, outcome, code, posts, hangUps, evidence } = await callWith(world);
  t.assert.deepStrictEqual(
    { exitCode, outcome, code, posts, hangUps, hungUp: evidence.call?.hungUp, states: evidence.call?.states },
    { exitCode: 16, outcome: "broken", code: "DT_CALLBACKS_SILENT", posts: 1, hangUps: [thisCall], hungUp: true, states: ["establishing"] },
  );
});

test("a host that says afterwards why nothing arrived is named with its reason and its cure (16)", async (t: TestContext) => {
  let asked = 0;
  const world = createWorld({
    clients: () => ({
      notifications: { ofCall: async () => [], since: async () => [] },
      readHost: async (url) => {
        asked += 1;
        const nonce = new URL(url).searchParams.get("nonce");
        const reasons = asked === 1 ? [] : ["table: 403 AuthorizationPermissionMismatch"];
        return toAnswer(asked === 1 ? 200 : 503, { service: "dialtone-callback-host", stack: "dev", nonce, ready: asked === 1, reasons });
      },
    }),
  });
  const { exitCode, code, posts, hangUps, evidence } = await callWith(world);
  const received = evidence.checks.find(({ id }) => id === "callbacks.received");
  t.assert.deepStrictEqual(
    { exitCode, code, posts, hangUps },
    { exitCode: 16, code: "DT_CALLBACKS_NOT_STORED", posts: 1, hangUps: [thisCall] },
  );
  t.assert.match(
    `${received?.saw} | ${received?.fix}`,
    /now says: table: 403 AuthorizationPermissionMismatch \| pulumi up --stack dev --refresh/,
  );
});

test("callbacks that come a minute late prove the call", async (t: TestContext) => {
  const world = createWorld({
    clients: ({ clock }) => ({
      notifications: {
        since: async () => [],
        ofCall: async () =>
          clock.elapsedSeconds() < 60
            ? []
            : [toStored("establishing"), toStored("terminated", { resultInfo: { code: 200, subcode: 7000 } })],
      },
    }),
  });
  const { exitCode, outcome } = await callWith(world);
  t.assert.deepStrictEqual({ exitCode, outcome }, { exitCode: 0, outcome: "proved" });
});

function unanswered(verification: Partial<World["verification"]> = {}): World {
  return createWorld({
    verification,
    clients: ({ sent }) => ({
      notifications: {
        since: async () => [],
        ofCall: async () =>
          sent.some((request) => request.method === "DELETE")
            ? [toStored("establishing"), toStored("terminated", { resultInfo: { code: 487, subcode: 10004, message: "+4512345678" } })]
            : [toStored("establishing")],
      },
    }),
  });
}

test("a callee who does not answer unproves nothing, and the ringing stops at its deadline", async (t: TestContext) => {
  const world = unanswered();
  const { exitCode, outcome, hangUps, evidence } = await callWith(world);
  t.assert.deepStrictEqual(
    { exitCode, outcome, hangUps, answered: evidence.call?.answered, result: evidence.call?.result, rang: world.clock.elapsedSeconds() },
    {
      exitCode: 0,
      outcome: "proved",
      hangUps: [thisCall],
      answered: false,
      result: { code: 487, subcode: 10004, meaning: "nobody answered" },
      rang: 25,
    },
  );
});

test("--require-answer makes it 15", async (t: TestContext) => {
  const { exitCode, outcome, code, hangUps } = await callWith(unanswered({ isAnswerRequired: true }));
  t.assert.deepStrictEqual(
    { exitCode, outcome, code, hangUps },
    { exitCode: 15, outcome: "broken", code: "DT_CALL_NOT_ANSWERED", hangUps: [thisCall] },
  );
});

test("Microsoft's own text of a result is not repeated", async (t: TestContext) => {
  const { evidence } = await callWith(unanswered());
  t.assert.strictEqual(JSON.stringify(evidence).includes("+4512345678"), false);
});

test("notifications out of order and repeated are passed, and said to be so", async (t: TestContext) => {
  const end = toStored("terminated", { resultInfo: { code: "200", subCode: "4521" } });
  const world = createWorld({
    clients: () => ({ notifications: { since: async () => [], ofCall: async () => [end, toStored("established"), end] } }),
  });
  const { exitCode, evidence } = await callWith(world);
  t.assert.deepStrictEqual(
    { exitCode, states: evidence.call?.states, message: evidence.checks.find((check) => check.id === "callbacks.received")?.message },
    {
      exitCode: 0,
      states: ["establishing", "established", "terminated"],
      message: "3 signed notification(s) of this call reached the table, out of order",
    },
  );
});

test("a call that has ended already counts as hung up", async (t: TestContext) => {
  const world = createWorld({ calls: (request) => (request.method === "DELETE" ? toGraphError(404, "8522") : undefined) });
  const { exitCode, evidence } = await callWith(world);
  t.assert.deepStrictEqual([exitCode, evidence.call?.hungUp], [0, true]);
});

test("a hang-up that fails is tried again, and is broken (15) when it stays", async (t: TestContext) => {
  const world = createWorld({ calls: (request) => (request.method === "DELETE" ? toGraphError(503, "ServiceUnavailable") : undefined) });
  const { exitCode, code, hangUps, evidence } = await callWith(world);
  t.assert.deepStrictEqual(
    { exitCode, code, tries: hangUps.length, hungUp: evidence.call?.hungUp },
    { exitCode: 15, code: "DT_CALL_NOT_HUNG_UP", tries: 4, hungUp: false },
  );
});

test("a table that fails while the phone rings does not keep the call up", async (t: TestContext) => {
  const world = createWorld({
    clients: () => ({ notifications: { since: async () => [], ofCall: () => Promise.reject(new Error("503")) } }),
  });
  const { exitCode, code, hangUps } = await callWith(world);
  t.assert.deepStrictEqual({ exitCode, code, hangUps }, { exitCode: 3, code: "DT_CALLBACKS_UNREADABLE", hangUps: [thisCall] });
});

test("a bug while the phone rings hangs up before it is thrown", async (t: TestContext) => {
  const world = createWorld({
    verification: {
      progress: {
        step: (_phase, text) => {
          if (text === "establishing") throw new RangeError("bug");
        },
      },
    },
  });
  await t.assert.rejects(walkChain(world.verification), { name: "RangeError" });
  t.assert.deepStrictEqual(
    sentOf(world, "DELETE").map((request) => request.path),
    [thisCall],
  );
});

for (const [signalName, exitCode] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const) {
  test(`${signalName} while the phone rings hangs up and says interrupted (${exitCode})`, async (t: TestContext) => {
    const world = createWorld({
      clients: () => ({
        notifications: {
          since: async () => [],
          ofCall: async () => {
            world.abort.abort(new Interruption(signalName, "stop"));
            return [toStored("establishing")];
          },
        },
      }),
    });
    const told = await callWith(world);
    t.assert.deepStrictEqual(
      { exitCode: told.exitCode, outcome: told.outcome, hangUps: told.hangUps, hungUp: told.evidence.call?.hungUp },
      { exitCode, outcome: "interrupted", hangUps: [thisCall], hungUp: true },
    );
  });
}

test("an interruption while the create is under way waits for its answer and hangs up", async (t: TestContext) => {
  const world = createWorld({
    calls: async (request) => {
      if (request.method === "POST") {
        world.abort.abort(new Interruption("SIGTERM", "stop"));
        await new Promise((resolve) => setImmediate(resolve));
      }
      return undefined;
    },
  });
  const { exitCode, outcome, posts, hangUps } = await callWith(world);
  t.assert.deepStrictEqual({ exitCode, outcome, posts, hangUps }, { exitCode: 143, outcome: "interrupted", posts: 1, hangUps: [thisCall] });
});
