import { hash } from "node:crypto";
import type { KeySet } from "./key-set.ts";

/** Who sent a notification, as its token proves it. */
export interface Sender {
  readonly tenantId: string;
  readonly issuer: string;
}

/** A token that was found good, and what must still be true for it to be good again. */
export interface VerifiedToken {
  readonly sender: Sender;
  readonly endSeconds: number;
  readonly keySet: KeySet;
  /** Generation of the key set that the signature was checked with. */
  readonly generation: number;
}

/** Tokens that are remembered. Microsoft uses a handful at a time; the bound is for the day when somebody does not. About 300 bytes each. */
export const maxVerifiedTokens = 4_096;

/**
 * Remembers good tokens by their SHA-256, so that a token is verified once and not with every notification. Holds no
 * token text. The oldest is forgotten first.
 */
export class VerifiedTokenCache {
  readonly #entries = new Map<string, VerifiedToken>();

  /** The entry, if it was verified and its key set has not changed since. The caller checks the clock. */
  find(key: string): VerifiedToken | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.generation === entry.keySet.generation) return entry;
    this.#entries.delete(key);
    return undefined;
  }

  remember(key: string, entry: VerifiedToken): void {
    if (this.#entries.size >= maxVerifiedTokens) {
      for (const oldest of this.#entries.keys()) {
        this.#entries.delete(oldest);
        break;
      }
    }
    this.#entries.set(key, entry);
  }

  forget(key: string): void {
    this.#entries.delete(key);
  }

  get size(): number {
    return this.#entries.size;
  }
}

/** Key of a token in the cache: its SHA-256, so that no choice of tokens makes the cache slow. */
export function toTokenKey(token: string): string {
  return hash("sha256", token, "base64url");
}
