import { compactVerify, errors } from "jose";
import type { TokenAuthority } from "../contract/host-environment.ts";
import { parseBearerToken } from "./bearer-token.ts";
import type { Counters } from "./counters.ts";
import type { KeySet } from "./key-set.ts";
import { refusals } from "./refusal.ts";
import { isExpired, toTokenEnd } from "./token-life.ts";
import type { Sender, VerifiedToken, VerifiedTokenCache } from "./verified-token-cache.ts";

/** Longest token that is looked at, in characters; longer ones cost neither a look-up nor a verification. Microsoft's have about 1,500. */
export const maxTokenLength = 8_192;
/**
 * Most notifications of one token in a minute, for each replica: 4,000 a second, eight times what a quarter of a core can
 * store. Whoever has stolen a token may write no more than that.
 */
export const maxUsesPerMinute = 240_000;

const verifyOptions = { algorithms: ["RS256"] };

export interface TokenVerifierDependencies {
  readonly clientId: string;
  readonly tenantIds: ReadonlySet<string>;
  readonly authorities: readonly TokenAuthority[];
  /** The key set of an OpenID configuration; issuers that share the configuration share the key set. */
  readonly keySetOf: (openIdConfigurationUrl: string) => KeySet;
  readonly cache: VerifiedTokenCache;
  readonly counters: Counters;
  readonly nowMs: () => number;
}

/**
 * Decides whether an `Authorization` header comes from the calling service and is meant for this app.
 *
 * A token is only ever checked with the keys of the issuer that it names, by RS256. `aud` must be exactly our client
 * id, `tid` one of our tenants. Cheap checks come first, so that a token that cannot be good costs no cryptography.
 */
export class TokenVerifier {
  readonly #dependencies: TokenVerifierDependencies;
  readonly #keySets: ReadonlyMap<string, KeySet>;

  constructor(dependencies: TokenVerifierDependencies) {
    this.#dependencies = dependencies;
    this.#keySets = new Map(
      dependencies.authorities.map(({ issuer, openIdConfigurationUrl }) => [issuer, dependencies.keySetOf(openIdConfigurationUrl)]),
    );
  }

  /**
   * The sender: at once for a token that was verified before, after its verification otherwise.
   * @throws Refusal 401 (no good token), 403 (a good one of another tenant), 429 (one that is used too often), 503 (no keys yet to tell)
   */
  verify(authorization: string | undefined): Sender | Promise<Sender> {
    if (authorization === undefined || authorization.length > maxTokenLength + "Bearer ".length) throw refusals.unauthorized;
    const { cache, counters } = this.#dependencies;
    const verified = cache.find(authorization);
    if (verified === undefined) return this.#verifyUnseen(authorization);
    const nowSeconds = this.#nowSeconds();
    if (isExpired(verified.endSeconds, nowSeconds)) {
      cache.forget(authorization);
      throw refusals.unauthorized;
    }
    countUse(verified, Math.floor(nowSeconds / 60));
    counters.add("tokenCacheHits");
    return verified.sender;
  }

  async #verifyUnseen(authorization: string): Promise<Sender> {
    const { clientId, tenantIds, cache, counters } = this.#dependencies;
    const { compact, kid, issuer, claims } = parseBearerToken(authorization);
    const keySet = this.#keySets.get(issuer);
    if (keySet === undefined || !isAudience(claims["aud"], clientId)) throw refusals.unauthorized;
    const nowSeconds = this.#nowSeconds();
    const endSeconds = toTokenEnd(claims, nowSeconds);
    // Read before the key: a key set that changes meanwhile makes the entry old at once, never too young.
    const generation = keySet.generation;
    const found = keySet.find(kid);
    const key = found instanceof Promise ? await found : found;
    if (key === "not-ready") throw refusals.keysNotReady;
    if (key === "unknown") throw refusals.unauthorized;
    try {
      await compactVerify(compact, key, verifyOptions);
    } catch (error) {
      if (error instanceof errors.JOSEError) throw refusals.unauthorized;
      throw error;
    }
    counters.add("tokensVerified");
    const tenantId = claims["tid"];
    if (typeof tenantId !== "string" || !tenantIds.has(tenantId)) throw refusals.foreignTenant;
    const sender: Sender = { tenantId, issuer };
    // Two uses: the cache keeps a token from the second time on.
    cache.remember(authorization, { sender, endSeconds, keySet, generation, uses: 2, minute: Math.floor(nowSeconds / 60) });
    return sender;
  }

  #nowSeconds(): number {
    return Math.floor(this.#dependencies.nowMs() / 1000);
  }
}

function countUse(verified: VerifiedToken, minute: number): void {
  if (verified.minute !== minute) {
    verified.minute = minute;
    verified.uses = 0;
  }
  verified.uses += 1;
  if (verified.uses > maxUsesPerMinute) throw refusals.tooOften;
}

/** An array is ours only when it is exactly `[ours]`: a token for several audiences can be replayed by each of them. */
function isAudience(audience: unknown, clientId: string): boolean {
  if (Array.isArray(audience)) return audience.length === 1 && audience[0] === clientId;
  return audience === clientId;
}
