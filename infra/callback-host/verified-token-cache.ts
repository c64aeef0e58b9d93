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
  /** Uses in {@link minute}, counted by the verifier. */
  uses: number;
  /** Minutes since the epoch. */
  minute: number;
}

/** Most tokens that are remembered. Microsoft uses a handful at a time; the bounds are for the day when somebody does not. */
export const maxVerifiedTokens = 4_096;
/** Most characters of them together: 4 MiB, 2,700 of Microsoft's tokens. */
export const maxVerifiedCharacters = 4 * 1024 * 1024;

/**
 * Remembers good tokens by their whole text, so that a token is verified once and not with every notification, and that
 * knowing it again costs one look into a map. Only tokens that an authority signed get in, and V8 seeds its string hash
 * anew in every process: nobody can choose texts that make the look slow. The oldest is forgotten first.
 */
export class VerifiedTokenCache {
  readonly #entries = new Map<string, VerifiedToken>();
  #characters = 0;

  /** The entry, if it was verified and its key set has not changed since. The caller checks the clock. */
  find(token: string): VerifiedToken | undefined {
    const entry = this.#entries.get(token);
    if (entry === undefined || entry.generation === entry.keySet.generation) return entry;
    this.forget(token);
    return undefined;
  }

  remember(token: string, entry: VerifiedToken): void {
    this.forget(token);
    this.#entries.set(token, entry);
    this.#characters += token.length;
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= maxVerifiedTokens && this.#characters <= maxVerifiedCharacters) return;
      this.forget(oldest);
    }
  }

  forget(token: string): void {
    if (this.#entries.delete(token)) this.#characters -= token.length;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Characters of the tokens that are held. */
  get characters(): number {
    return this.#characters;
  }
}
