// Proves what verify says of each link that is broken before the call. Does not prove that Microsoft, or the simulated cloud,
// answers like this: test/e2e does for the simulated one, nothing here can for the real one.
import { test, type TestContext } from "node:test";
import { loadCloud } from "../../../../infra/contract/cloud.ts";
import { credentials, createWorld, sentOf, toTokenAnswer } from "./verification-fixture.ts";
import { brokenBeforeCall } from "./broken-before-call.ts";
import { checkOf, codeOf, refuse, verify } from "./walked-chain.ts";

for (const one of brokenBeforeCall) {
  test(one.title, async (t: TestContext) => {
    const world = one.world();
    const evidence = await verify(world);
    t.assert.deepStrictEqual(
      { ...codeOf(evidence), posts: sentOf(world, "POST").length, call: evidence.call },
      { exitCode: one.exitCode, outcome: one.outcome ?? "broken", code: one.code, posts: 0, call: null },
    );
  });
}

test("what comes after a broken link is skipped and says on what", async (t: TestContext) => {
  const evidence = await verify(createWorld({ clients: () => ({ requestAppToken: async () => toTokenAnswer({}) }) }));
  t.assert.deepStrictEqual(checkOf(evidence, "host.ready"), {
    id: "host.ready",
    link: "host",
    status: "skipped",
    code: null,
    message: "needs consent.role-in-token",
    saw: "",
    expected: "",
    fix: "",
    durationMs: checkOf(evidence, "host.ready").durationMs,
  });
});

test("a federated refusal shows both sides: what was shown, and what is trusted", async (t: TestContext) => {
  const { checks } = await verify(
    createWorld({
      outputs: { credential: credentials.federated },
      clients: () => ({ requestAppToken: async () => refuse(401, [700213]) }),
    }),
  );
  const check = checks.find(({ id }) => id === "credential.token");
  const trust =
    "issuer https://token.actions.githubusercontent.com, subject repo:org/repo:environment:prod, audience api://AzureADTokenExchange";
  t.assert.strictEqual(check?.saw.includes(`shown: ${trust}`), true, check?.saw);
  t.assert.strictEqual(check?.expected, `a token for ${trust}`);
});

test("a refusal that nobody knows is looked up at the login host of the stack's own cloud", async (t: TestContext) => {
  const { checks } = await verify(
    createWorld({ cloud: loadCloud("usgov", {}), clients: () => ({ requestAppToken: async () => refuse(401, [999999]) }) }),
  );
  const check = checks.find(({ id }) => id === "credential.token");
  t.assert.match(check?.fix ?? "", /at https:\/\/login\.microsoftonline\.us\/error\?code=999999 /);
});
