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

/** A token whose tail is its own, so that the cache takes it for another one than all others. */
function toToken(name: number | string, length = 12): string {
  return `${name}`.padStart(length, "-");
}

function rememberTwice(cache: VerifiedTokenCache, token: string, keySet: KeySet): void {
  const verified = { sender, endSeconds: 1, keySet, generation: 1, uses: 2, minute: 0 };
  cache.remember(token, verified);
  cache.remember(token, verified);
}

describe("a token seen before", () => {
  let fixture: HostFixture;
  beforeEach(async () => {
    fixture = await startHost();
  });
  afterEach(() => fixture.stop());

  it("is verified until it comes a second time, and known from then on", async (t: TestContext) => {
    const request = toRequest({ authorization: `Bearer ${fixture.token()}` });
    for (let count = 0; count < 5; count += 1) await sendRaw(fixture.port, request);
    const { tokensVerified, tokenCacheHits } = fixture.counters.take();
    t.assert.deepStrictEqual({ tokensVerified, tokenCacheHits }, { tokensVerified: 2, tokenCacheHits: 3 });
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
    await verifier.verify(authorization);
    for (let use = 3; use <= maxUsesPerMinute; use += 1) void verifier.verify(authorization);
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
  const keySet = { generation: 1 } as KeySet;

  it("forgets what was not used for long, and holds no more than its bound (A46)", (t: TestContext) => {
    const cache = new VerifiedTokenCache();
    let largest = 0;
    for (let index = 0; index <= 2 * maxVerifiedTokens; index += 1) {
      rememberTwice(cache, toToken(index), keySet);
      cache.find(toToken(0));
      largest = Math.max(largest, cache.size);
    }
    t.assert.deepStrictEqual(
      {
        isBounded: largest <= maxVerifiedTokens,
        known: [0, 1, 2 * maxVerifiedTokens].map((index) => cache.find(toToken(index)) !== undefined),
      },
      { isBounded: true, known: [true, false, true] },
    );
  });

  it("keeps no text of tokens that come once, however many, and loses none for them that comes again (A46)", (t: TestContext) => {
    const cache = new VerifiedTokenCache();
    rememberTwice(cache, toToken("kept", 1_000), keySet);
    let largest = 0;
    for (let index = 0; index < 10 * maxVerifiedTokens; index += 1) {
      cache.remember(toToken(index, 1_000), { sender, endSeconds: 1, keySet, generation: 1, uses: 2, minute: 0 });
      cache.find(toToken("kept", 1_000));
      largest = Math.max(largest, cache.characters);
    }
    t.assert.deepStrictEqual(
      { largest, once: cache.find(toToken(10 * maxVerifiedTokens - 1, 1_000)), isKept: cache.find(toToken("kept", 1_000)) !== undefined },
      { largest: 2_000, once: undefined, isKept: true },
    );
  });

  it("does not know an entry whose key set has changed", (t: TestContext) => {
    const cache = new VerifiedTokenCache();
    const changing = { generation: 1 };
    rememberTwice(cache, toToken("a"), changing as KeySet);
    changing.generation = 2;
    t.assert.strictEqual(cache.find(toToken("a")), undefined);
  });

  it("holds no more text than its bound, and none of what it forgot", (t: TestContext) => {
    const cache = new VerifiedTokenCache();
    const size = 8_000;
    const fitting = Math.floor(maxVerifiedCharacters / size);
    let largest = 0;
    for (let index = 0; index < 2 * fitting; index += 1) {
      rememberTwice(cache, toToken(index, size), keySet);
      largest = Math.max(largest, cache.characters);
    }
    const isUsed = largest > maxVerifiedCharacters - 2 * size;
    for (let index = 0; index < 2 * fitting; index += 1) cache.forget(toToken(index, size));
    t.assert.deepStrictEqual(
      { isUsed, isBounded: largest <= maxVerifiedCharacters, left: { characters: cache.characters, size: cache.size } },
      { isUsed: true, isBounded: true, left: { characters: 0, size: 0 } },
    );
  });

  it("knows a token by its whole text only", (t: TestContext) => {
    const cache = new VerifiedTokenCache();
    const token = "Bearer a.b.signature-of-it";
    rememberTwice(cache, token, keySet);
    t.assert.deepStrictEqual(
      [token, "Bearer a.c.signature-of-it", "Bearer a.b.signature-of-i", `${token} `, "nature-of-it", ""].map(
        (text) => cache.find(text) !== undefined,
      ),
      [true, false, false, false, false, false],
    );
  });

  it("takes another token with the same tail for the first one's return, and still tells them apart", (t: TestContext) => {
    const cache = new VerifiedTokenCache();
    const [first, second] = [`Bearer a.b.${toToken("tail")}`, `Bearer a.c.${toToken("tail")}`];
    const verified = { endSeconds: 1, keySet, generation: 1, uses: 2, minute: 0 };
    cache.remember(first, { ...verified, sender: { tenantId: "first", issuer: "i" } });
    cache.remember(second, { ...verified, sender: { tenantId: "second", issuer: "i" } });
    t.assert.deepStrictEqual([cache.find(first), cache.find(second)?.sender.tenantId], [undefined, "second"]);
  });
});
