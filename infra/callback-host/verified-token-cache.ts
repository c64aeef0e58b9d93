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

/** Most tokens that are known. Microsoft uses a handful at a time; the bounds are for the day when somebody does not. */
export const maxVerifiedTokens = 1_024;
/** Most characters of them together: 2 MiB, 1,300 of Microsoft's tokens. */
export const maxVerifiedCharacters = 2 * 1024 * 1024;
/** Last characters of a token, by which it is looked up: 68 bits of its signature. More than 12 would keep V8 from copying them out of the token. */
const tailLength = 12;

/** A token that was verified more than once, whole. */
interface RememberedToken {
  readonly token: string;
  readonly verified: VerifiedToken;
}

/**
 * Remembers good tokens by their whole text from the second time on, so that a token is not verified with every notification.
 * Of one that was verified once only its tail is kept: a token that never comes again takes no room from those that do.
 *
 * Looked up by the tail, because hashing a token's text costs more than comparing it. Only tokens that an authority signed
 * get in, and V8 seeds its string hash anew in every process: nobody can choose texts that make the look slow.
 *
 * Two halves: the later fills, and then the earlier is dropped whole, with every token in it that was not used meanwhile.
 * A single map would have to be searched for its oldest entry, past the holes that the ones before it have left.
 */
export class VerifiedTokenCache {
  #later = new Half();
  #earlier = new Half();

  /** The entry, if the token was verified twice and its key set has not changed since. The caller checks the clock. */
  find(token: string): VerifiedToken | undefined {
    const tail = token.slice(-tailLength);
    const later = this.#later.tokens.get(tail);
    const remembered = later ?? this.#earlier.tokens.get(tail);
    if (remembered === undefined || remembered.token !== token) return undefined;
    const { verified } = remembered;
    if (verified.generation !== verified.keySet.generation) {
      this.forget(token);
      return undefined;
    }
    if (later === undefined) this.#put(tail, remembered);
    return verified;
  }

  /** Call it whenever a token was verified. */
  remember(token: string, verified: VerifiedToken): void {
    const tail = token.slice(-tailLength);
    const isKnown = this.#later.tokens.has(tail) || this.#earlier.tokens.has(tail);
    this.#put(tail, isKnown ? { token, verified } : undefined);
  }

  forget(token: string): void {
    const tail = token.slice(-tailLength);
    this.#later.forget(tail);
    this.#earlier.forget(tail);
  }

  get size(): number {
    return this.#later.tokens.size + this.#earlier.tokens.size;
  }

  /** Characters of the tokens that are held whole. */
  get characters(): number {
    return this.#later.characters + this.#earlier.characters;
  }

  #put(tail: string, remembered: RememberedToken | undefined): void {
    if (!this.#later.hasRoomFor(remembered)) {
      this.#earlier = this.#later;
      this.#later = new Half();
    }
    this.#later.put(tail, remembered);
  }
}

class Half {
  /** By tail; undefined for a token that was verified once. */
  readonly tokens = new Map<string, RememberedToken | undefined>();
  characters = 0;

  hasRoomFor(remembered: RememberedToken | undefined): boolean {
    return this.tokens.size < maxVerifiedTokens / 2 && this.characters + lengthOf(remembered) <= maxVerifiedCharacters / 2;
  }

  put(tail: string, remembered: RememberedToken | undefined): void {
    this.characters += lengthOf(remembered) - lengthOf(this.tokens.get(tail));
    this.tokens.set(tail, remembered);
  }

  forget(tail: string): void {
    this.characters -= lengthOf(this.tokens.get(tail));
    this.tokens.delete(tail);
  }
}

function lengthOf(remembered: RememberedToken | undefined): number {
  return remembered === undefined ? 0 : remembered.token.length;
}
