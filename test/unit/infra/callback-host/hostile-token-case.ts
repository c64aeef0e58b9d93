import { startMs } from "./host-fixture.ts";
import type { HostFixture } from "./host-fixture.ts";
import { createSigningPair, signToken } from "./token-signer.ts";

/** An `Authorization` header and what must come of it. The rows follow hostile-and-faults.md, section 9, A. */
export interface TokenCase {
  readonly title: string;
  readonly authorization: (fixture: HostFixture) => string | undefined;
  /** Default 401. */
  readonly status?: number;
  /** Request target, where it is not the callback path. */
  readonly target?: (fixture: HostFixture) => string;
}

export const attacker = createSigningPair("key-1");
export const nowSeconds = startMs / 1000;

export function bearer(title: string, toToken: (fixture: HostFixture) => string, status?: number): TokenCase {
  return { title, authorization: (fixture) => `Bearer ${toToken(fixture)}`, ...(status === undefined ? {} : { status }) };
}

export function withClaims(title: string, changes: Record<string, unknown>, status?: number): TokenCase {
  return bearer(title, (fixture) => fixture.token(changes), status);
}

export function withoutClaim(name: string, status?: number): TokenCase {
  return withClaims(`without ${name}`, { [name]: undefined }, status);
}

export function withHeader(title: string, header: Record<string, unknown>): TokenCase {
  return bearer(title, (fixture) => fixture.token({}, header));
}

export function withPayload(title: string, payload: unknown): TokenCase {
  return bearer(title, ({ pair }) => signToken(pair, payload));
}

export function flipBit(text: string, index: number): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return text.slice(0, index) + alphabet.charAt(alphabet.indexOf(text.charAt(index)) ^ 1) + text.slice(index + 1);
}

export function changePart(token: string, part: number, change: (text: string) => string): string {
  return token
    .split(".")
    .map((text, index) => (index === part ? change(text) : text))
    .join(".");
}

export function nest(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
}
