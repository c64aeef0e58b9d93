import { Buffer } from "node:buffer";
import { SignJWT, type JWTPayload } from "jose";
import { type CallingKey, createCallingKey } from "./calling-key.ts";

/** How a token of the calling service is to be signed; everything has a default that a real one would have. */
export interface SigningChoice {
  /** `current` (default), `unknown` (a key that the set never publishes), or the kid of a published key. */
  readonly key?: string;
  /** Members that replace or add to the JWT header `{ typ, alg, kid, x5t }`; `alg: none` gives an unsigned token. */
  readonly header?: Readonly<Record<string, unknown>>;
}

/**
 * The signing keys of the simulated calling service: several published at a time, one of them in use, rotated on
 * request. `publish` and `withdraw` are the hooks for tests of hosts.
 */
export class CallingKeySet {
  readonly #published: CallingKey[];
  readonly #wallMs: () => number;
  #current: CallingKey;
  #unknown: CallingKey | undefined;
  #serial: number;

  private constructor(published: CallingKey[], current: CallingKey, wallMs: () => number) {
    this.#published = published;
    this.#current = current;
    this.#wallMs = wallMs;
    this.#serial = published.length;
  }

  /** Two keys, as Microsoft publishes more than the one in use; the second signs (a reader that takes the first is wrong). */
  static async create(wallMs: () => number): Promise<CallingKeySet> {
    const published = await Promise.all([createCallingKey(1, wallMs()), createCallingKey(2, wallMs())]);
    return new CallingKeySet(published, published[1], wallMs);
  }

  /** Key ids in the order of the set. */
  keyIds(): readonly string[] {
    return this.#published.map((key) => key.x5t);
  }

  currentKeyId(): string {
    return this.#current.x5t;
  }

  /** The key set document. */
  toJwks(): { readonly keys: readonly CallingKey["publicJwk"][] } {
    return { keys: this.#published.map((key) => key.publicJwk) };
  }

  /** Publishes a new key and signs with it from now on; the older ones stay published. Returns its key id. */
  async rotate(): Promise<string> {
    const added = await this.#generate();
    this.#published.push(added);
    this.#current = added;
    return added.x5t;
  }

  /** Takes a key out of the set. Tokens signed with it no longer verify; the one in use may be withdrawn too. */
  withdraw(keyId: string): boolean {
    const index = this.#published.findIndex((key) => key.x5t === keyId);
    if (index < 0) return false;
    this.#published.splice(index, 1);
    return true;
  }

  /** Signs claims as given: nothing is added to them. */
  async sign(claims: JWTPayload, choice: SigningChoice = {}): Promise<string> {
    const key = await this.#choose(choice.key ?? "current");
    const header = { typ: "JWT", alg: "RS256", kid: key.x5t, x5t: key.x5t, ...choice.header };
    if (header.alg === "RS256") return new SignJWT(claims).setProtectedHeader(header).sign(key.privateKey);
    // Any other algorithm is a forgery by construction: a host must refuse it by name, before it looks at the signature.
    const parts = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"));
    return `${parts.join(".")}.${header.alg === "none" ? "" : Buffer.from("not a signature").toString("base64url")}`;
  }

  async #choose(key: string): Promise<CallingKey> {
    if (key === "current") return this.#current;
    if (key === "unknown") return (this.#unknown ??= await this.#generate());
    const published = this.#published.find((candidate) => candidate.x5t === key);
    if (published === undefined) throw new Error(`no published key has the id ${key}`);
    return published;
  }

  #generate(): Promise<CallingKey> {
    this.#serial += 1;
    return createCallingKey(this.#serial, this.#wallMs());
  }
}
