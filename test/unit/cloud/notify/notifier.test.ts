// Cannot prove: Microsoft's own resends, spacing and deadlines (undocumented: ASSUMED in delivery-rules.ts), nor that its tokens carry no other claims.
import { test, type TestContext } from "node:test";
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from "jose";
import { request } from "undici";
import type { Spoil } from "../../../cloud/core/fault-rule.ts";
import { callbackUri, clientId, createCallingBench, hostName, tenantId, type Heard } from "../calls/calling-bench.ts";

const bench = await createCallingBench();

async function fetchJson<Body>(url: string): Promise<Body> {
  const response = await request(url, { dispatcher: bench.agent });
  return (await response.body.json()) as Body;
}

/** What Microsoft's sample checks: signature by the discovered keys, both issuers, audience, life, a tenant (AuthenticationProvider.cs). */
async function verifyAsTheSampleDoes(heard: Heard) {
  const configuration = await fetchJson<{ jwks_uri: string; issuer: string }>(bench.context.origins.callingOpenIdConfiguration);
  const keys = createLocalJWKSet(await fetchJson<JSONWebKeySet>(configuration.jwks_uri));
  const token = (heard.headers.authorization ?? "").replace("Bearer ", "");
  return jwtVerify(token, keys, {
    algorithms: ["RS256"],
    issuer: ["https://api.botframework.com", "https://graph.microsoft.com"],
    audience: clientId,
    requiredClaims: ["tid"],
    clockTolerance: 300,
  });
}

/** Places a call of which exactly the establishing notification is sent, spoiled as told. */
async function ring(spoil?: Spoil, state = "establishing"): Promise<{ callId: string; heard: readonly Heard[] }> {
  bench.callee({ kind: "answers", afterMs: 600_000 });
  if (spoil !== undefined) {
    const name = `${spoil} ${bench.context.faults.list().length}`;
    bench.context.faults.add({ name, match: { operation: `notify.${state}` }, action: { kind: "spoil", what: "notification", spoil } });
  }
  const before = bench.heard.length;
  const callId = await bench.place();
  await bench.context.clock.advance(300);
  return { callId, heard: bench.heard.slice(before) };
}

const outcomesOf = (callId: string): readonly string[] =>
  bench.service
    .deliveries()
    .filter((delivery) => delivery.callId === callId)
    .map(({ attempt, outcome, status, failure }) => [attempt, outcome, status ?? failure].filter((part) => part !== undefined).join(" "));

test("a notification's token verifies as Microsoft's sample verifies it", async (t: TestContext) => {
  const { heard } = await ring();
  const verified = await verifyAsTheSampleDoes(heard[0] as Heard);
  const { iat = 0, nbf, exp, ...claims } = verified.payload;
  t.assert.deepStrictEqual(claims, { aud: clientId, iss: "https://api.botframework.com", tid: tenantId });
  t.assert.deepStrictEqual([nbf, exp], [iat, iat + 3900]);
  t.assert.ok(Math.abs(iat - Date.now() / 1000) < 5, "iat is wall time");
  const keyId = bench.service.keys.currentKeyId();
  t.assert.deepStrictEqual(verified.protectedHeader, { typ: "JWT", alg: "RS256", kid: keyId, x5t: keyId });
});

test("a notification carries the headers of real traffic", async (t: TestContext) => {
  const { callId, heard } = await ring();
  const record = bench.service.calls().find((call) => call.callId === callId);
  const delivery = bench.service.deliveries().at(-1);
  const { authorization, "content-length": length, "x-request-id": requestId, ...headers } = heard[0]?.headers ?? {};
  t.assert.deepStrictEqual([typeof authorization, typeof length, typeof requestId], ["string", "string", "string"]);
  t.assert.deepStrictEqual(headers, {
    host: hostName,
    "user-agent": "Microsoft-Skype/3.0,(Calling/1.0)",
    accept: "application/json",
    "content-type": "application/json",
    "x-microsoft-skype-chain-id": record?.callChainId,
    "scenario-id": record?.callChainId,
    "x-microsoft-skype-message-id": delivery?.messageId,
    "ms-teams-ring": "general",
    "ms-teams-partition": "euno01",
    "ms-teams-region": "emea",
    "x-forwarded-proto": "https",
    "x-forwarded-for": "127.0.0.1",
    connection: "close",
  });
});

test("the delivery is recorded whole", async (t: TestContext) => {
  const { callId } = await ring();
  const { at, wallAt, messageId, ...delivery } = bench.service.deliveries().at(-1) ?? {};
  t.assert.deepStrictEqual([typeof at, typeof wallAt, typeof messageId], ["string", "string", "string"]);
  t.assert.deepStrictEqual(delivery, {
    callId,
    clientId,
    state: "establishing",
    changeType: "updated",
    attempt: 1,
    url: callbackUri,
    outcome: "accepted",
    status: 202,
    failure: undefined,
    spoil: undefined,
  });
});

test("the exchange is in the transcript, and its token among the secrets", async (t: TestContext) => {
  const { heard } = await ring();
  const exchange = bench.context.transcript.exchanges().findLast(({ plane }) => plane === "notify");
  t.assert.deepStrictEqual(
    [exchange?.operation, exchange?.method, exchange?.url, exchange?.status],
    ["notify.establishing", "POST", callbackUri, 202],
  );
  t.assert.ok(bench.context.transcript.secrets().includes((heard[0]?.headers.authorization ?? "").replace("Bearer ", "")));
});

const spoiledTokens: Partial<Record<Spoil, RegExp>> = {
  forged: /no applicable key/,
  expired: /"exp" claim timestamp check failed/,
  "wrong-audience": /unexpected "aud"/,
  "wrong-issuer": /unexpected "iss"/,
  opaque: /Invalid Compact JWS/,
};
for (const [spoil, message] of Object.entries(spoiledTokens) as [Spoil, RegExp][]) {
  test(`a notification spoiled as ${spoil} does not verify, and only that one`, async (t: TestContext) => {
    const { heard } = await ring(spoil);
    await t.assert.rejects(verifyAsTheSampleDoes(heard[0] as Heard), message);
    await verifyAsTheSampleDoes((await ring()).heard[0] as Heard);
  });
}

test("a notification spoiled as wrong-tenant verifies and names another tenant", async (t: TestContext) => {
  const { heard } = await ring("wrong-tenant");
  t.assert.notStrictEqual((await verifyAsTheSampleDoes(heard[0] as Heard)).payload["tid"], tenantId);
});

test("an empty body comes with a good token", async (t: TestContext) => {
  const { heard } = await ring("empty-body");
  await verifyAsTheSampleDoes(heard[0] as Heard);
  t.assert.strictEqual(heard[0]?.body.byteLength, 0);
});

test("a dropped notification is recorded and not sent", async (t: TestContext) => {
  const { callId, heard } = await ring("drop");
  t.assert.deepStrictEqual([heard.length, outcomesOf(callId)], [0, ["1 dropped"]]);
});

test("a late notification comes a minute later", async (t: TestContext) => {
  const { callId, heard } = await ring("late");
  t.assert.deepStrictEqual([heard.length, outcomesOf(callId)], [0, []]);
  await bench.context.clock.advance(60_000);
  t.assert.deepStrictEqual(outcomesOf(callId), ["1 accepted 202"]);
});

test("a duplicate comes five times, byte for byte, with one message id", async (t: TestContext) => {
  const { heard } = await ring("duplicate");
  const ids = new Set(heard.map(({ headers }) => headers["x-microsoft-skype-message-id"]));
  const bodies = new Set(heard.map(({ body }) => body.toString()));
  t.assert.deepStrictEqual([heard.length, ids.size, bodies.size], [5, 1, 1]);
});

test("an out-of-order notification comes after the next one of its call", async (t: TestContext) => {
  const { callId, heard } = await ring("out-of-order");
  t.assert.strictEqual(heard.length, 0);
  await bench.ask("DELETE", `/v1.0/communications/calls/${callId}`);
  await bench.context.clock.advance(200);
  t.assert.deepStrictEqual(
    bench.service
      .deliveries()
      .filter((delivery) => delivery.callId === callId)
      .map(({ state }) => state),
    ["terminating", "establishing"],
  );
});

test("an out-of-order notification that nothing overtakes comes after five seconds", async (t: TestContext) => {
  const { callId } = await ring("out-of-order");
  await bench.context.clock.advance(5_000);
  t.assert.deepStrictEqual(outcomesOf(callId), ["1 accepted 202"]);
});

test("a host that is not ready gets the notification again until it answers 2xx, byte for byte", async (t: TestContext) => {
  bench.answerWith(503, 500, 202);
  const before = bench.heard.length;
  const { callId } = await ring();
  await bench.context.clock.advance(60_000);
  t.assert.deepStrictEqual(outcomesOf(callId), ["1 refused 503", "2 refused 500", "3 accepted 202"]);
  t.assert.strictEqual(new Set(bench.heard.slice(before).map(({ body }) => body.toString())).size, 1);
});

test("after four attempts the notification is given up", async (t: TestContext) => {
  bench.answerWith(500);
  const { callId } = await ring();
  await bench.context.clock.advance(600_000);
  bench.answerWith(202);
  t.assert.deepStrictEqual(outcomesOf(callId).slice(0, 4), ["1 refused 500", "2 refused 500", "3 refused 500", "4 refused 500"]);
  t.assert.strictEqual(
    bench.service.deliveries().filter((delivery) => delivery.callId === callId && delivery.state === "establishing").length,
    4,
  );
});

test("a name that no app has is answered 404 by the ingress", async (t: TestContext) => {
  const callId = await bench.place({ callbackUri: "https://nobody.calm-sea-0123abcd.swedencentral.azurecontainerapps.test/api" });
  await bench.context.clock.advance(300);
  t.assert.deepStrictEqual(outcomesOf(callId), ["1 refused 404"]);
});

test("a certificate that nobody vouches for means silence: one attempt, nothing heard, nothing sent again", async (t: TestContext) => {
  const name = "selfsigned.calm-sea-0123abcd.swedencentral.azurecontainerapps.test";
  const other = await bench.context.certificates.issue(["another.test"]);
  bench.context.ingressNames.presentCertificate(name, other);
  const callId = await bench.place({ callbackUri: `https://${name}/api/calls/callback` });
  await bench.context.clock.advance(60_000);
  t.assert.deepStrictEqual(outcomesOf(callId), ["1 untrusted ERR_TLS_CERT_ALTNAME_INVALID"]);
});

test("nothing leaves this machine: another host is off limits, recorded, and not asked", async (t: TestContext) => {
  const callId = await bench.place({ callbackUri: "https://bot.contoso.com/callback" });
  await bench.context.clock.advance(60_000);
  t.assert.deepStrictEqual(outcomesOf(callId), ["1 off-limits"]);
});

test("a rotated key signs the next notification, and the older key stays in the set", async (t: TestContext) => {
  const before = bench.service.keys.keyIds();
  const added = await bench.service.keys.rotate();
  const { heard } = await ring();
  await verifyAsTheSampleDoes(heard[0] as Heard);
  const header = decodeProtectedHeader((heard[0]?.headers.authorization ?? "").replace("Bearer ", ""));
  t.assert.deepStrictEqual([header.kid, bench.service.keys.keyIds()], [added, [...before, added]]);
});
