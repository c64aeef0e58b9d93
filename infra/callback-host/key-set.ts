import type { CryptoKey } from "jose";
import type { Counters } from "./counters.ts";
import type { HostLog } from "./log.ts";
import { KeysUnavailable } from "./signing-keys.ts";
import type { SigningKeys } from "./signing-keys.ts";

/** Times of a key set, in milliseconds. */
export const keySetTimes = {
  /** A removed key stops after this time at the latest; Bot Framework asks for one poll in 24 h (facts: graph-calling.md 4.1). */
  refreshMs: 5 * 60_000,
  /** Unknown `kid`s cause at most one fetch in this time, however many arrive. */
  coolDownMs: 30_000,
  /** Keys go on working this long while their endpoint is down. */
  staleMs: 24 * 60 * 60_000,
  /** First pause after a failed fetch; doubled up to {@link retryMaxMs}. */
  retryMs: 1_000,
  retryMaxMs: 30_000,
  /** While an endpoint stays down, one warning in this time. */
  warnMs: 10 * 60_000,
} as const;

export interface KeySetDependencies {
  readonly openIdConfigurationUrl: string;
  readonly loadKeys: (openIdConfigurationUrl: string) => Promise<SigningKeys>;
  readonly nowMs: () => number;
  readonly log: HostLog;
  readonly counters: Counters;
}

/** `not-ready`: no key set was ever fetched, or the last one is older than a day. `unknown`: the key set has no such key. */
export type KeyLookup = CryptoKey | "not-ready" | "unknown";

/**
 * The signing keys of one authority, kept fresh. One fetch at a time; a token can make it fetch only once in the
 * cool-down; what is known goes on working while the endpoint is down.
 */
export class KeySet {
  readonly #dependencies: KeySetDependencies;
  #keys: SigningKeys | undefined;
  #generation = 0;
  #fetchedAtMs = 0;
  #onDemandAtMs = Number.NEGATIVE_INFINITY;
  #warnedAtMs = Number.NEGATIVE_INFINITY;
  #failures = 0;
  #inFlight: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(dependencies: KeySetDependencies) {
    this.#dependencies = dependencies;
  }

  /** Changes whenever a key was added, removed or replaced, and when the keys became too old: what was decided before must be decided again. */
  get generation(): number {
    return this.isReady ? this.#generation : -1;
  }

  get isReady(): boolean {
    return this.#keys !== undefined && this.#dependencies.nowMs() - this.#fetchedAtMs <= keySetTimes.staleMs;
  }

  /** Starts to fetch and to refresh; returns at once. */
  start(): void {
    void this.#refreshThenSchedule();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** The key of that id: at once when it is known; otherwise fetches once, when the cool-down is over. */
  find(kid: string): KeyLookup | Promise<KeyLookup> {
    const known = this.#lookUp(kid);
    return known === "unknown" ? this.#fetch(kid) : known;
  }

  async #fetch(kid: string): Promise<KeyLookup> {
    if (this.#inFlight !== undefined) {
      await this.#inFlight;
      const fetched = this.#lookUp(kid);
      if (fetched !== "unknown") return fetched;
    }
    const nowMs = this.#dependencies.nowMs();
    if (nowMs - this.#onDemandAtMs < keySetTimes.coolDownMs) return "unknown";
    this.#onDemandAtMs = nowMs;
    await this.refresh();
    return this.#lookUp(kid);
  }

  /** Fetches now, or joins the fetch that is under way. Never throws: a failure leaves the keys as they are. */
  refresh(): Promise<void> {
    this.#inFlight ??= this.#load().finally(() => {
      this.#inFlight = undefined;
    });
    return this.#inFlight;
  }

  #lookUp(kid: string): KeyLookup {
    if (this.#keys === undefined || !this.isReady) return "not-ready";
    return this.#keys.byKid.get(kid) ?? "unknown";
  }

  async #load(): Promise<void> {
    const { openIdConfigurationUrl, loadKeys, nowMs, log, counters } = this.#dependencies;
    try {
      const keys = await loadKeys(openIdConfigurationUrl);
      counters.add("keyRefreshes");
      this.#fetchedAtMs = nowMs();
      this.#failures = 0;
      this.#warnedAtMs = Number.NEGATIVE_INFINITY;
      if (keys.fingerprint === this.#keys?.fingerprint) return;
      this.#keys = keys;
      this.#generation += 1;
      log.info({ event: "keys-changed", openIdConfigurationUrl, keys: keys.byKid.size }, "signing keys changed");
    } catch (error) {
      if (!(error instanceof KeysUnavailable)) throw error;
      counters.add("keyRefreshFailures");
      this.#failures += 1;
      if (nowMs() - this.#warnedAtMs < keySetTimes.warnMs) return;
      this.#warnedAtMs = nowMs();
      log.warn(
        { event: "keys-unavailable", openIdConfigurationUrl, reason: error.message, ready: this.isReady },
        "signing keys could not be fetched",
      );
    }
  }

  async #refreshThenSchedule(): Promise<void> {
    await this.refresh();
    if (this.#stopped) return;
    const retryMs = Math.min(keySetTimes.retryMs * 2 ** (this.#failures - 1), keySetTimes.retryMaxMs);
    this.#timer = setTimeout(() => void this.#refreshThenSchedule(), this.#failures === 0 ? keySetTimes.refreshMs : retryMs);
    this.#timer.unref();
  }
}
