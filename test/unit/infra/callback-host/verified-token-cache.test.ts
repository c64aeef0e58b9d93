// Proves that a remembered token is never better than a fresh one, and that the memory for them is bounded.
// Cannot prove how much time the cache saves; test/bench measures that.
import { afterEach, beforeEach, describe, it } from "node:test";
import type { TestContext } from "node:test";
import type { KeySet } from "../../../../infra/callback-host/key-set.ts";
import { TokenVerifier, maxUsesPerMinute } from "../../../../infra/callback-host/token-verifier.ts";
import { VerifiedTokenCache, maxVerifiedCharacters, maxVerifiedTokens } from "../../../../infra/callback-host/verified-token-cache.ts";
import { callingIssuer, clientId, startHost, startMs, tenantId, toRequest } from "./host-fixture.ts";
import type { HostFixture } from "./host-fixture.ts";
import { sendRaw } from "./raw-connection.ts";

const sender = { tenantId: "t", issuer: "i" };

describe("a token seen before", () => {
  let fixture: HostFixture;
  beforeEach(async () => {
    fixture = await startHost();
  });
  afterEach(() => fixture.stop());

  it("is verified once", async (t: TestContext) => {
    const request = toRequest({ authorization: `Bearer ${fixture.token()}` });
    for (let count = 0; count < 3; count += 1) await sendRaw(fixture.port, request);
    const { tokensVerified, tokenCacheHits } = fixture.counters.take();
    t.assert.deepStrictEqual({ tokensVerified, tokenCacheHits }, { tokensVerified: 1, tokenCacheHits: 2 });
  });

  it("is refused once it has expired beyond the skew (A26, D8)", async (t: TestContext) => {
    const request = toRequest({ authorization: `Bearer ${fixture.token({ exp: startMs / 1000 + 60 })}` });
    const statuses = [(await sendRaw(fixture.port, request)).statuses[0]];
    fixture.clock.nowMs = startMs + 359_000;
    statuses.push((await sendRaw(fixture.port, request)).statuses[0]);
    fixture.clock.nowMs = startMs + 360_000;
    statuses.push((await sendRaw(fixture.port, request)).statuses[0]);
    t.assert.deepStrictEqual(statuses, [202, 202, 401]);
  });

  it("is refused with 429 beyond its uses in a minute, and taken again in the next (A42)", async (t: TestContext) => {
    const clock = { nowMs: startMs };
    const verifier = new TokenVerifier({
      clientId,
      tenantIds: new Set([tenantId]),
      authorities: [{ issuer: callingIssuer, openIdConfigurationUrl: "x" }],
      keySetOf: () => fixture.host.keySets[0] as KeySet,
      cache: new VerifiedTokenCache(),
      counters: fixture.counters,
      nowMs: () => clock.nowMs,
    });
    const authorization = `Bearer ${fixture.token()}`;
    await verifier.verify(authorization);
    for (let use = 2; use <= maxUsesPerMinute; use += 1) void verifier.verify(authorization);
    t.assert.throws(() => verifier.verify(authorization), { status: 429, headers: { "retry-after": "2" } });
    clock.nowMs += 60_000;
    t.assert.deepStrictEqual(await verifier.verify(authorization), { tenantId, issuer: callingIssuer });
  });
});

describe("a token that no authority signed", () => {
  it("never gets into the cache, so that nobody can choose what its look-ups meet (A45)", async (t: TestContext) => {
    const fixture = await startHost();
    try {
      const cache = new VerifiedTokenCache();
      const verifier = new TokenVerifier({
        clientId,
        tenantIds: new Set([tenantId]),
        authorities: [{ issuer: callingIssuer, openIdConfigurationUrl: "x" }],
        keySetOf: () => fixture.host.keySets[0] as KeySet,
        cache,
        counters: fixture.counters,
        nowMs: () => startMs,
      });
      const [head, payload, signature = ""] = fixture.token().split(".");
      const forged = Array.from({ length: 300 }, (_, index) => `${index}`.padStart(8, "A") + signature.slice(8));
      const answers = await Promise.allSettled(forged.map(async (text) => verifier.verify(`Bearer ${head}.${payload}.${text}`)));
      t.assert.deepStrictEqual(
        { accepted: answers.filter(({ status }) => status === "fulfilled").length, held: cache.size, characters: cache.characters },
        { accepted: 0, held: 0, characters: 0 },
      );
    } finally {
      await fixture.stop();
    }
  });
});

describe("the cache", () => {
  it("forgets what was not used for long, and holds no more than its bound (A46)", (t: TestContext) => {
    const cache = new VerifiedTokenCache();
    const keySet = { generation: 1 } as KeySet;
    let largest = 0;
    for (let index = 0; index <= 2 * maxVerifiedTokens; index += 1) {
      cache.remember(`${index}`, { sender, endSeconds: 1, keySet, generation: 1, uses: 1, minute: 0 });
      cache.find("0");
      largest = Math.max(largest, cache.size);
    }
    t.assert.deepStrictEqual(
      {
        isBounded: largest <= maxVerifiedTokens,
        known: ["0", "1", `${2 * maxVerifiedTokens}`].map((token) => cache.find(token) !== undefined),
      },
      { isBounded: true, known: [true, false, true] },
    );
  });

  it("does not know an entry whose key set has changed", (t: TestContext) => {
    const cache = new VerifiedTokenCache();
    const keySet = { generation: 1 };
    cache.remember("a", { sender, endSeconds: 1, keySet: keySet as KeySet, generation: 1, uses: 1, minute: 0 });
    keySet.generation = 2;
    t.assert.strictEqual(cache.find("a"), undefined);
  });

  it("holds no more text than its bound, and none of what it forgot", (t: TestContext) => {
    const cache = new VerifiedTokenCache();
    const keySet = { generation: 1 } as KeySet;
    const size = 8_000;
    const fitting = Math.floor(maxVerifiedCharacters / size);
    // The earlier half is full; the later one holds what is left of them.
    const half = Math.floor(maxVerifiedCharacters / 2 / size);
    const expected = half + ((2 * fitting - 1) % half) + 1;
    for (let index = 0; index < 2 * fitting; index += 1)
      cache.remember(`${index}`.padEnd(size), { sender, endSeconds: 1, keySet, generation: 1, uses: 1, minute: 0 });
    const full = { size: cache.size, isBounded: cache.characters <= maxVerifiedCharacters };
    for (let index = 0; index < 2 * fitting; index += 1) cache.forget(`${index}`.padEnd(size));
    t.assert.deepStrictEqual({ ...full, left: cache.characters }, { size: expected, isBounded: true, left: 0 });
  });

  it("knows a token by its whole text only", (t: TestContext) => {
    const cache = new VerifiedTokenCache();
    const keySet = { generation: 1 } as KeySet;
    cache.remember("Bearer a.b.c", { sender, endSeconds: 1, keySet, generation: 1, uses: 1, minute: 0 });
    t.assert.deepStrictEqual(
      ["Bearer a.b.c", "Bearer a.b.d", "Bearer a.b.", "Bearer a.b.c ", ""].map((token) => cache.find(token) !== undefined),
      [true, false, false, false, false],
    );
  });
});
