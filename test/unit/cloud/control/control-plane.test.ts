// Cannot prove: the token check, which is the pipeline's (audience `control`, core); here every request comes with a good token.
import { test, type TestContext } from "node:test";
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from "jose";
import { type PlaneRequest, Refusal, type Reply } from "../../../cloud/core/operation.ts";
import { createControlPlane } from "../../../cloud/planes/control/control-plane.ts";
import { callbackUri, clientId, createCallingBench, tenantId } from "../calls/calling-bench.ts";

const bench = await createCallingBench();
let resets = 0;
const plane = createControlPlane(bench.context, {
  calling: bench.service,
  reset: () => {
    resets += 1;
    bench.service.reset();
    return Promise.resolve();
  },
});

async function ask(name: string, body?: unknown, params: Record<string, string> = {}): Promise<Reply> {
  const operation = plane.operations.find((candidate) => candidate.name === `control.${name}`);
  if (operation === undefined) throw new Error(`no operation control.${name}`);
  const bytes = Buffer.from(body === undefined ? "" : JSON.stringify(body));
  const request = { operation, method: operation.method, params, body: bytes, json: () => JSON.parse(bytes.toString()) as unknown };
  return operation.handle(request as unknown as PlaneRequest);
}
const jsonOf = async (reply: Promise<Reply>): Promise<Record<string, unknown>> => (await reply).json as Record<string, unknown>;

test("every operation needs the control token", (t: TestContext) => {
  t.assert.deepStrictEqual([...new Set(plane.operations.map((operation) => operation.audience))], ["control"]);
});

test("state tells clock and counts", async (t: TestContext) => {
  await bench.place();
  await ask("clock.advance", { ms: 300 });
  const { now, wall, ...state } = await jsonOf(ask("state.get"));
  t.assert.deepStrictEqual([typeof now, typeof wall], ["string", "string"]);
  t.assert.deepStrictEqual(state, {
    rate: 1,
    tenantId,
    subscriptionId: bench.context.subscriptionId,
    counts: { calls: 1, liveCalls: 1, deliveries: 1, faults: 0, exchanges: 3, unforeseen: 0, bots: 1 },
  });
});

test("the clock moves by what is asked, and what became due has happened", async (t: TestContext) => {
  const before = bench.context.clock.nowMs();
  const { now } = await jsonOf(ask("clock.advance", { ms: 10_000 }));
  t.assert.deepStrictEqual([Date.parse(String(now)) - before, bench.service.calls()[0]?.answered], [10_000, true]);
});

test("calls and deliveries are listed as recorded", async (t: TestContext) => {
  t.assert.deepStrictEqual(
    [await jsonOf(ask("calls.list")), await jsonOf(ask("deliveries.list"))],
    [{ value: bench.service.calls() }, { value: bench.service.deliveries() }],
  );
});

test("a fault is added, listed with how often it fired, and carried out", async (t: TestContext) => {
  const rule = {
    name: "silence",
    match: { operation: "notify.*" },
    times: "always",
    action: { kind: "spoil", what: "notification", spoil: "drop" },
  };
  const added = await ask("faults.add", rule);
  await bench.place();
  await ask("clock.advance", { ms: 300 });
  t.assert.deepStrictEqual([added.status, await jsonOf(ask("faults.list"))], [201, { value: [{ ...rule, fired: 1 }] }]);
  t.assert.strictEqual(bench.service.deliveries().at(-1)?.outcome, "dropped");
});

const refusals: Record<string, { name: string; body: unknown; message: RegExp }> = {
  "a fault that exists": {
    name: "faults.add",
    body: { name: "silence", match: {}, action: { kind: "stale-read" } },
    message: /a fault rule named "silence" exists/,
  },
  "a fault with problems, all of them": {
    name: "faults.add",
    body: { name: "", match: { plant: "x" }, action: { kind: "stale-read" } },
    message: /name: .*; match: .*plant/,
  },
  "a clock that goes back": { name: "clock.advance", body: { ms: -1 }, message: /^ms: / },
  "a key that nobody has": { name: "tokens.sign", body: { key: "nothing" }, message: /is none of current, unknown, / },
};
for (const [what, { name, body, message }] of Object.entries(refusals)) {
  test(`refuses ${what}`, async (t: TestContext) => {
    await t.assert.rejects(
      ask(name, body),
      (error: unknown) => error instanceof Refusal && error.status < 500 && message.test(error.message),
    );
  });
}

test("a token is signed like a notification's, with the claims that are asked for", async (t: TestContext) => {
  const { token } = (await jsonOf(ask("tokens.sign", { claims: { aud: clientId }, lifeSeconds: 60 }))) as { token: string };
  const keys = createLocalJWKSet(bench.service.keys.toJwks() as unknown as JSONWebKeySet);
  const { payload } = await jwtVerify(token, keys, { issuer: "https://api.botframework.com", audience: clientId });
  t.assert.deepStrictEqual([payload["tid"], (payload.exp ?? 0) - (payload.iat ?? 0)], [tenantId, 60]);
  t.assert.ok(bench.context.transcript.secrets().includes(token));
});

test("claims can be taken away, headers replaced, keys be unknown, lives be over", async (t: TestContext) => {
  const { token } = (await jsonOf(
    ask("tokens.sign", { claims: { tid: null, aud: ["a"] }, header: { x5t: null, cty: "x" }, key: "unknown", lifeSeconds: -600 }),
  )) as { token: string };
  const { aud, tid, exp = 0, nbf = 0 } = decodeJwt(token);
  const header = decodeProtectedHeader(token);
  t.assert.deepStrictEqual([aud, tid, exp < Date.now() / 1000, nbf <= exp, header["cty"]], [["a"], undefined, true, true, "x"]);
  t.assert.ok(!bench.service.keys.keyIds().includes(header.kid ?? ""));
});

test("keys rotate and are withdrawn", async (t: TestContext) => {
  const { current } = (await jsonOf(ask("keys.rotate"))) as { current: string };
  const listed = await jsonOf(ask("keys.list"));
  const [first = ""] = bench.service.keys.keyIds();
  const withdrawn = await ask("keys.withdraw", undefined, { keyId: first });
  t.assert.deepStrictEqual([listed["current"], (listed["value"] as string[]).length, withdrawn.status], [current, 3, 204]);
  await t.assert.rejects(ask("keys.withdraw", undefined, { keyId: first }), { status: 404 });
});

test("a name below .test can be given to a server of one's own, and no other name", async (t: TestContext) => {
  const answer = await ask("ingress.register", { port: 8080 }, { name: "mine.test" });
  t.assert.strictEqual(answer.status, 204);
  await t.assert.rejects(ask("ingress.register", { port: 8080 }, { name: "bot.contoso.com" }), { status: 400 });
  t.assert.strictEqual((await ask("ingress.unregister", undefined, { name: "mine.test" })).status, 204);
});

test("reset forgets calls and deliveries; a new call works", async (t: TestContext) => {
  t.assert.strictEqual((await ask("reset")).status, 204);
  t.assert.deepStrictEqual([resets, bench.service.calls(), bench.service.deliveries()], [1, [], []]);
  await bench.place();
  t.assert.strictEqual(bench.service.calls()[0]?.callbackUri, callbackUri);
});
