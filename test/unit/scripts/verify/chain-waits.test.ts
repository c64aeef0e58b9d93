// Proves what verify waits for, and what it does not make a verdict of. Does not prove that Microsoft takes as long: the clock
// and the other side are scripted.
import { test, type TestContext } from "node:test";
import { Interruption } from "../../../../scripts/lib/interruption.ts";
import { createWorld, outputs, sentOf, tenantId, toAnswer, toGraphError, toStored, toTokenAnswer } from "./verification-fixture.ts";
import { checkOf, codeOf, refuse, verify } from "./walked-chain.ts";

test("consent that arrives late is waited for with fresh tokens", async (t: TestContext) => {
  let asked = 0;
  const world = createWorld({
    clients: ({ clock }) => ({
      requestAppToken: async () => {
        asked += 1;
        return toTokenAnswer(clock.elapsedSeconds() >= 90 ? undefined : {});
      },
    }),
  });
  const evidence = await verify(world);
  t.assert.deepStrictEqual({ ...codeOf(evidence), asked }, { exitCode: 0, outcome: "proved", code: undefined, asked: 11 });
});

test("a manual grant that the operator can see is waited for", async (t: TestContext) => {
  const world = createWorld({
    outputs: { consent: { ...outputs.consent, mode: "manual" } },
    clients: ({ clock }) => ({ requestAppToken: async () => toTokenAnswer(clock.elapsedSeconds() >= 30 ? undefined : {}) }),
  });
  t.assert.deepStrictEqual(codeOf(await verify(world)), { exitCode: 0, outcome: "proved", code: undefined });
});

test("the hand-off names the consent URL, the az lines and the PowerShell lines with the values filled in", async (t: TestContext) => {
  const evidence = await verify(
    createWorld({
      outputs: { consent: { ...outputs.consent, mode: "manual" } },
      clients: () => ({ requestAppToken: async () => toTokenAnswer({}), readDirectory: async () => toAnswer(403) }),
    }),
  );
  const { fix } = checkOf(evidence, "consent.role-in-token");
  const wanted = [
    outputs.consent.adminConsentUrl,
    `az login --tenant ${tenantId}`,
    `az rest --method POST --url https://graph.microsoft.com/v1.0/servicePrincipals/${outputs.permission.resourceObjectId}/appRoleAssignedTo`,
    `New-MgServicePrincipalAppRoleAssignedTo -ServicePrincipalId ${outputs.permission.resourceObjectId} -PrincipalId ${outputs.app.principalObjectId}`,
  ];
  t.assert.deepStrictEqual(
    wanted.filter((text) => !fix.includes(text)),
    [],
  );
});

test("a secret that is not replicated yet is waited for", async (t: TestContext) => {
  const world = createWorld({
    clients: ({ clock }) => ({ requestAppToken: async () => (clock.elapsedSeconds() < 20 ? refuse(401, [7000215]) : toTokenAnswer()) }),
  });
  t.assert.deepStrictEqual(codeOf(await verify(world)), { exitCode: 0, outcome: "proved", code: undefined });
});

test("a callee whom the operator may not look up is skipped, and the call decides", async (t: TestContext) => {
  const evidence = await verify(
    createWorld({ clients: () => ({ readDirectory: async () => toGraphError(403, "Authorization_RequestDenied") }) }),
  );
  t.assert.deepStrictEqual([checkOf(evidence, "tenant.callee").status, evidence.outcome], ["skipped", "proved"]);
});

test("a credential that ends in ten days warns and hides nothing", async (t: TestContext) => {
  const endsAt = new Date(Date.now() + 10 * 24 * 60 * 60 * 1000).toISOString();
  const evidence = await verify(createWorld({ outputs: { credential: { ...outputs.credential, endsAt } } }));
  t.assert.deepStrictEqual(
    [checkOf(evidence, "credential.life").status, checkOf(evidence, "credential.life").code, evidence.exitCode],
    ["warned", "DT_CREDENTIAL_EXPIRING", 0],
  );
});

test("a registration that settles is waited for without ringing anybody", async (t: TestContext) => {
  const world = createWorld({
    calls: (request): ReturnType<typeof toAnswer> | undefined =>
      request.method === "GET" && world.clock.elapsedSeconds() < 60 ? toGraphError(403, "7503") : undefined,
  });
  const evidence = await verify(world);
  t.assert.deepStrictEqual([evidence.outcome, sentOf(world, "POST").length], ["proved", 1]);
});

test("a host that wakes up is waited for", async (t: TestContext) => {
  const world = createWorld({
    clients: ({ clock }) => {
      const { readHost } = createWorld().verification.clients;
      return { readHost: (url) => (clock.elapsedSeconds() < 25 ? Promise.resolve(toAnswer(504)) : readHost(url)) };
    },
  });
  t.assert.strictEqual((await verify(world)).outcome, "proved");
});

test("--no-call rings nobody, exits 0 and proves nothing", async (t: TestContext) => {
  const world = createWorld({ verification: { isCallWanted: false } });
  const evidence = await verify(world);
  t.assert.deepStrictEqual(
    [evidence.exitCode, evidence.outcome, evidence.call, sentOf(world, "POST").length, checkOf(evidence, "call.created").message],
    [0, "uncertain", null, 0, "not asked for (--no-call)"],
  );
});

test("an interruption before the call ends the walk, and rings nobody", async (t: TestContext) => {
  const world = createWorld({
    clients: () => ({
      readSecret: async () => {
        world.abort.abort(new Interruption("SIGINT", "interrupted (Ctrl-C)"));
        return { value: "s3cr3t-value", expiresOn: undefined };
      },
    }),
  });
  const evidence = await verify(world);
  t.assert.deepStrictEqual(
    [evidence.exitCode, evidence.outcome, evidence.call, sentOf(world, "POST").length],
    [130, "interrupted", null, 0],
  );
});

test("a bug in a check is not made into a verdict", async (t: TestContext) => {
  const world = createWorld({ clients: () => ({ readAzure: () => Promise.reject(new RangeError("bug")) }) });
  await t.assert.rejects(verify(world), { name: "RangeError" });
});

test("a notification of another tenant's token proves nothing", async (t: TestContext) => {
  const evidence = await verify(
    createWorld({
      clients: () => ({
        notifications: { since: async () => [], ofCall: async () => [toStored("established", {}, { tenantId: "other" })] },
      }),
    }),
  );
  t.assert.deepStrictEqual(codeOf(evidence), { exitCode: 16, outcome: "broken", code: "DT_CALLBACKS_UNTRUSTED" });
});
