// Proves how verify judges a whole chain whose other side is scripted. Does not prove that Microsoft, or the simulated cloud,
// answers like this: test/e2e does for the simulated one, nothing here can for the real one.
import { test, type TestContext } from "node:test";
import {
  credentials,
  calleeObjectId,
  callId,
  clientId,
  createWorld,
  outputs,
  sentOf,
  tenantId,
  toTokenAnswer,
} from "./verification-fixture.ts";
import { codeOf, verify } from "./walked-chain.ts";

test("a chain in order is proved, check by check", async (t: TestContext) => {
  const evidence = await verify(createWorld());
  t.assert.deepStrictEqual(
    evidence.checks.map((check) => [check.id, check.status]),
    [
      ["credential.secret-read", "passed"],
      ["credential.life", "passed"],
      ["credential.token", "passed"],
      ["credential.clock", "passed"],
      ["consent.assignment", "passed"],
      ["consent.role-in-token", "passed"],
      ["consent.nothing-wider", "passed"],
      ["tenant.token", "passed"],
      ["tenant.callee", "passed"],
      ["bot.resource", "passed"],
      ["bot.channel", "passed"],
      ["bot.registered", "passed"],
      ["host.callback-url", "passed"],
      ["host.ready", "passed"],
      ["call.created", "passed"],
      ["call.answered", "passed"],
      ["call.hung-up", "passed"],
      ["call.ended", "passed"],
      ["callbacks.table-readable", "passed"],
      ["callbacks.received", "passed"],
    ],
  );
  t.assert.deepStrictEqual(codeOf(evidence), { exitCode: 0, outcome: "proved", code: undefined });
});

test("the evidence tells the call from its create to its end", async (t: TestContext) => {
  const evidence = await verify(createWorld());
  const at = "2026-11-25T10:00:01.000Z";
  t.assert.deepStrictEqual(evidence.call, {
    id: callId,
    callChainId: "chain-1",
    requestId: "req-1",
    states: ["establishing", "established", "terminated"],
    answered: true,
    hungUp: true,
    result: { code: 200, subcode: 7000, meaning: "the application hung up" },
    notifications: [
      { at, state: "establishing" },
      { at, state: "established" },
      { at, state: "terminated" },
    ],
  });
});

test("the create carries the tenant at its top, and types on everything", async (t: TestContext) => {
  const world = createWorld();
  await verify(world);
  t.assert.deepStrictEqual(sentOf(world, "POST")[0]?.body, {
    "@odata.type": "#microsoft.graph.call",
    direction: "outgoing",
    callbackUri: outputs.host.callbackUrl,
    tenantId,
    source: {
      "@odata.type": "#microsoft.graph.participantInfo",
      identity: {
        "@odata.type": "#microsoft.graph.identitySet",
        application: { "@odata.type": "#microsoft.graph.identity", id: clientId },
      },
    },
    targets: [
      {
        "@odata.type": "#microsoft.graph.invitationParticipantInfo",
        identity: {
          "@odata.type": "#microsoft.graph.identitySet",
          user: { "@odata.type": "#microsoft.graph.identity", id: calleeObjectId },
        },
      },
    ],
    requestedModalities: ["audio"],
    mediaConfig: { "@odata.type": "#microsoft.graph.serviceHostedMediaConfig" },
  });
});

test("neither the secret, a token nor the callee's whole id is in the evidence", async (t: TestContext) => {
  const text = JSON.stringify(await verify(createWorld()));
  t.assert.deepStrictEqual(
    ["s3cr3t-value", "c2ln", calleeObjectId].filter((value) => text.includes(value)),
    [],
  );
});

for (const [mode, proof, shown] of [
  ["secret", "credential.secret-read", { clientSecret: "s3cr3t-value" }],
  ["certificate", "credential.key-sign", { clientAssertion: "h.c.s" }],
  ["federated", "credential.assertion", undefined],
] as const) {
  test(`mode ${mode} is proved by its own way, and no other one is looked at`, async (t: TestContext) => {
    const proofs: unknown[] = [];
    const world = createWorld({
      outputs: { credential: credentials[mode] },
      clients: () => ({ requestAppToken: (given) => (proofs.push(given), Promise.resolve(toTokenAnswer())) }),
    });
    const { checks, exitCode } = await verify(world);
    t.assert.strictEqual(exitCode, 0);
    const ways = ["credential.secret-read", "credential.key-sign", "credential.assertion"];
    t.assert.deepStrictEqual(
      checks.map(({ id }) => id).filter((checkId) => ways.includes(checkId)),
      [proof],
    );
    if (shown !== undefined) t.assert.deepStrictEqual(proofs[0], shown);
  });
}
