// Proves when keys are fetched, kept and dropped, with a loopback key endpoint and a clock that the test moves.
// Cannot prove how Microsoft rotates its keys, nor the timer that refreshes them every five minutes (only its constants).
import { afterEach, beforeEach, describe, it } from "node:test";
import type { TestContext } from "node:test";
import { keySetTimes } from "../../../../infra/callback-host/key-set.ts";
import { startHost, toRequest } from "./host-fixture.ts";
import type { HostFixture } from "./host-fixture.ts";
import { sendRaw } from "./raw-connection.ts";
import { createSigningPair, signToken } from "./token-signer.ts";
import type { SigningPair } from "./token-signer.ts";

let fixture: HostFixture;
beforeEach(async () => {
  fixture = await startHost();
});
afterEach(() => fixture.stop());

const hourMs = 3_600_000;

async function post(pair: SigningPair = fixture.pair, kid = pair.kid): Promise<number | undefined> {
  // The token lives now, wherever the clock stands.
  const nowSeconds = fixture.clock.nowMs / 1000;
  const token = signToken(pair, fixture.claims({ iat: nowSeconds, nbf: nowSeconds, exp: nowSeconds + 3_600 }), { kid });
  return (await sendRaw(fixture.port, toRequest({ authorization: `Bearer ${token}` }))).statuses[0];
}

async function refreshAll(): Promise<void> {
  await Promise.all(fixture.host.keySets.map((keySet) => keySet.refresh()));
}

describe("a key that is new", () => {
  it("is fetched once and accepted on the same request (F54)", async (t: TestContext) => {
    const rotated = createSigningPair("key-2");
    fixture.keyServer.keys = [fixture.pair, rotated];
    const fetchesBefore = fixture.keyServer.fetches;
    t.assert.deepStrictEqual(
      { status: await post(rotated), fetches: fixture.keyServer.fetches - fetchesBefore },
      { status: 202, fetches: 1 },
    );
  });

  it("is fetched once for many that arrive at the same time, and all are accepted", async (t: TestContext) => {
    const rotated = createSigningPair("key-2");
    fixture.keyServer.keys = [fixture.pair, rotated];
    const fetchesBefore = fixture.keyServer.fetches;
    const statuses = await Promise.all(Array.from({ length: 20 }, () => post(rotated)));
    t.assert.deepStrictEqual(
      { statuses: [...new Set(statuses)], fetches: fixture.keyServer.fetches - fetchesBefore },
      { statuses: [202], fetches: 1 },
    );
  });
});

describe("keys that nobody has", () => {
  it("cost one fetch, however many there are (A18)", async (t: TestContext) => {
    const fetchesBefore = fixture.keyServer.fetches;
    const statuses = await Promise.all(Array.from({ length: 300 }, (_, index) => post(fixture.pair, `unknown-${index}`)));
    t.assert.deepStrictEqual(
      { statuses: [...new Set(statuses)], fetches: fixture.keyServer.fetches - fetchesBefore },
      { statuses: [401], fetches: 1 },
    );
  });

  it("cost another fetch once the cool-down is over", async (t: TestContext) => {
    await post(fixture.pair, "unknown-1");
    const fetchesBefore = fixture.keyServer.fetches;
    fixture.clock.nowMs += keySetTimes.coolDownMs - 1;
    await post(fixture.pair, "unknown-2");
    const fetchesWithin = fixture.keyServer.fetches - fetchesBefore;
    fixture.clock.nowMs += 1;
    await post(fixture.pair, "unknown-3");
    t.assert.deepStrictEqual(
      { fetchesWithin, fetchesAfter: fixture.keyServer.fetches - fetchesBefore },
      { fetchesWithin: 0, fetchesAfter: 1 },
    );
  });

  for (const { title, claims, header } of [
    { title: "another audience", claims: { aud: "someone-else" }, header: { kid: "unknown" } },
    { title: "an end in the past", claims: { exp: 1 }, header: { kid: "unknown" } },
    { title: "another algorithm", claims: {}, header: { kid: "unknown", alg: "RS512" } },
    { title: "a critical extension", claims: {}, header: { kid: "unknown", crit: ["x"] } },
    { title: "a kid of 257 characters", claims: {}, header: { kid: "x".repeat(257) } },
  ]) {
    it(`cost no fetch in a token that cannot be good anyway: ${title}`, async (t: TestContext) => {
      const fetchesBefore = fixture.keyServer.fetches;
      const { statuses } = await sendRaw(fixture.port, toRequest({ authorization: `Bearer ${fixture.token(claims, header)}` }));
      t.assert.deepStrictEqual({ statuses, fetches: fixture.keyServer.fetches - fetchesBefore }, { statuses: [401], fetches: 0 });
    });
  }
});

describe("a key that was removed", () => {
  it("stops with the next good refresh, also for tokens seen before (A43)", async (t: TestContext) => {
    const rotated = createSigningPair("key-2");
    const statusBefore = await post();
    fixture.keyServer.keys = [rotated];
    await refreshAll();
    t.assert.deepStrictEqual({ statusBefore, statusAfter: await post() }, { statusBefore: 202, statusAfter: 401 });
  });

  it("stops within ten minutes: that often is refreshed", (t: TestContext) => {
    t.assert.ok(keySetTimes.refreshMs + keySetTimes.retryMaxMs <= 10 * 60_000);
  });

  it("and replaced under the same kid no longer verifies", async (t: TestContext) => {
    await post();
    fixture.keyServer.keys = [createSigningPair(fixture.pair.kid)];
    await refreshAll();
    t.assert.strictEqual(await post(), 401);
  });
});

describe("a key endpoint that is down", () => {
  for (const { title, breakIt } of [
    {
      title: "answers 503",
      breakIt: () => {
        fixture.keyServer.status = 503;
      },
    },
    {
      title: "has no key",
      breakIt: () => {
        fixture.keyServer.keys = [];
      },
    },
  ]) {
    it(`and ${title} leaves the keys as they are for a day (F52)`, async (t: TestContext) => {
      breakIt();
      fixture.clock.nowMs += 23 * hourMs;
      await refreshAll();
      const statusWithin = await post();
      fixture.clock.nowMs += 2 * hourMs;
      await refreshAll();
      t.assert.deepStrictEqual({ statusWithin, statusAfter: await post() }, { statusWithin: 202, statusAfter: 503 });
    });
  }

  it("is warned of once in ten minutes", async (t: TestContext) => {
    fixture.keyServer.status = 503;
    const [keySet] = fixture.host.keySets;
    for (let minute = 0; minute < 20; minute += 1) {
      await keySet?.refresh();
      fixture.clock.nowMs += 60_000;
    }
    t.assert.strictEqual(fixture.lines.filter((line) => line.includes("keys-unavailable")).length, 2);
  });
});

describe("before the first key set", () => {
  let early: HostFixture;
  beforeEach(async () => {
    early = await startHost({ withKeys: false });
  });
  afterEach(() => early.stop());

  it("a good token is answered 503 with Retry-After, not 401 (F51)", async (t: TestContext) => {
    const { statuses, text } = await sendRaw(early.port, toRequest({ authorization: `Bearer ${early.token()}` }));
    t.assert.deepStrictEqual({ statuses, isRetry: /^retry-after: 2\r$/m.test(text) }, { statuses: [503], isRetry: true });
  });

  it("a token that no key could make good is answered 401", async (t: TestContext) => {
    const { statuses } = await sendRaw(early.port, toRequest({ authorization: `Bearer ${early.token({ aud: "x" })}` }));
    t.assert.deepStrictEqual(statuses, [401]);
  });

  it("start fetches it, and the same token is accepted", async (t: TestContext) => {
    for (const keySet of early.host.keySets) keySet.start();
    await Promise.all(early.host.keySets.map((keySet) => keySet.refresh()));
    const { statuses } = await sendRaw(early.port, toRequest({ authorization: `Bearer ${early.token()}` }));
    t.assert.deepStrictEqual(statuses, [202]);
  });
});
