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
 * anew in every process: nobody can choose texts that make the look slow.
 *
 * Two halves: the later fills, and then the earlier is dropped whole, with every token in it that was not used meanwhile.
 * A single map would have to be searched for its oldest entry, past the holes that the ones before it have left.
 */
export class VerifiedTokenCache {
  #later = new Half();
  #earlier = new Half();

  /** The entry, if it was verified and its key set has not changed since. The caller checks the clock. */
  find(token: string): VerifiedToken | undefined {
    const later = this.#later.entries.get(token);
    const entry = later ?? this.#earlier.entries.get(token);
    if (entry === undefined) return undefined;
    if (entry.generation !== entry.keySet.generation) {
      this.forget(token);
      return undefined;
    }
    if (later === undefined) this.remember(token, entry);
    return entry;
  }

  remember(token: string, entry: VerifiedToken): void {
    this.forget(token);
    if (!this.#later.hasRoomFor(token)) {
      this.#earlier = this.#later;
      this.#later = new Half();
    }
    this.#later.entries.set(token, entry);
    this.#later.characters += token.length;
  }

  forget(token: string): void {
    this.#later.forget(token);
    this.#earlier.forget(token);
  }

  get size(): number {
    return this.#later.entries.size + this.#earlier.entries.size;
  }

  /** Characters of the tokens that are held. */
  get characters(): number {
    return this.#later.characters + this.#earlier.characters;
  }
}

class Half {
  readonly entries = new Map<string, VerifiedToken>();
  characters = 0;

  hasRoomFor(token: string): boolean {
    return this.entries.size < maxVerifiedTokens / 2 && this.characters + token.length <= maxVerifiedCharacters / 2;
  }

  forget(token: string): void {
    if (this.entries.delete(token)) this.characters -= token.length;
  }
}
