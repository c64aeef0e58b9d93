import { callingIssuer, clientId, graphIssuer, otherIssuer, startMs, tenantId } from "./host-fixture.ts";
import type { HostFixture } from "./host-fixture.ts";
import { createSigningPair, signToken, signTokenBy, toJwk, toPart, toPem } from "./token-signer.ts";

/** An `Authorization` header and what must come of it. The rows follow hostile-and-faults.md, section 9, A. */
export interface TokenCase {
  readonly title: string;
  readonly authorization: (fixture: HostFixture) => string | undefined;
  /** Default 401. */
  readonly status?: number;
  /** Request target, where it is not the callback path. */
  readonly target?: (fixture: HostFixture) => string;
}

const attacker = createSigningPair("key-1");
const nowSeconds = startMs / 1000;

function bearer(title: string, toToken: (fixture: HostFixture) => string, status?: number): TokenCase {
  return { title, authorization: (fixture) => `Bearer ${toToken(fixture)}`, ...(status === undefined ? {} : { status }) };
}

function withClaims(title: string, changes: Record<string, unknown>, status?: number): TokenCase {
  return bearer(title, (fixture) => fixture.token(changes), status);
}

function withoutClaim(name: string, status?: number): TokenCase {
  return withClaims(`without ${name}`, { [name]: undefined }, status);
}

function withHeader(title: string, header: Record<string, unknown>): TokenCase {
  return bearer(title, (fixture) => fixture.token({}, header));
}

function withPayload(title: string, payload: unknown): TokenCase {
  return bearer(title, ({ pair }) => signToken(pair, payload));
}

function flipBit(text: string, index: number): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return text.slice(0, index) + alphabet.charAt(alphabet.indexOf(text.charAt(index)) ^ 1) + text.slice(index + 1);
}

function changePart(token: string, part: number, change: (text: string) => string): string {
  return token
    .split(".")
    .map((text, index) => (index === part ? change(text) : text))
    .join(".");
}

function nest(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
}

export const refusedTokens: readonly TokenCase[] = [
  { title: "no Authorization header (A1)", authorization: () => undefined },
  { title: "empty Authorization (A2)", authorization: () => "" },
  { title: "the scheme alone (A2)", authorization: () => "Bearer" },
  { title: "the scheme and spaces (A2)", authorization: () => "Bearer     " },
  ...["Basic", "Digest", "Negotiate", "Bearers", "Bearer:"].map((scheme): TokenCase => ({
    title: `the scheme ${scheme} (A3)`,
    authorization: (fixture) => `${scheme} ${fixture.token()}`,
  })),
  { title: "a good token without a scheme", authorization: (fixture) => fixture.token() },
  { title: "two credentials in one header (A6)", authorization: (fixture) => `Bearer ${fixture.token()}, Bearer ${fixture.token()}` },
  { title: "two tokens with a space between (A6)", authorization: (fixture) => `Bearer ${fixture.token()} ${fixture.token()}` },
  {
    title: "two Authorization lines, the first of them good",
    authorization: (fixture) => `Bearer ${fixture.token()}\r\nAuthorization: Bearer ${fixture.token()}`,
  },
  {
    title: "a good token in the query only (A7)",
    authorization: () => undefined,
    target: (fixture) => `/api/calls/callback?access_token=${fixture.token()}`,
  },
  ...["none", "nOnE", "", "rs256", "RS384", ["RS256"], 256, null].map((alg) => withHeader(`alg ${JSON.stringify(alg)} (A8)`, { alg })),
  withHeader("no alg (A8)", { alg: undefined }),
  bearer("alg none and no signature (A8)", (fixture) => `${toPart({ alg: "none", kid: "key-1" })}.${toPart(fixture.claims())}.`),
  bearer("HS256 with the public PEM as the secret (A9)", (f) => signTokenBy("HS256", f.pair, f.claims(), toPem(f.pair))),
  bearer("HS256 with the modulus as the secret (A9)", (f) =>
    signTokenBy("HS256", f.pair, f.claims(), Buffer.from(String(toJwk(f.pair)["n"]), "base64url")),
  ),
  bearer("HS256 with an empty secret (A9)", (f) => signTokenBy("HS256", f.pair, f.claims(), "")),
  bearer("RS512 by the real key (A10)", (f) => signTokenBy("RS512", f.pair, f.claims())),
  bearer("PS256 by the real key (A10)", (f) => signTokenBy("PS256", f.pair, f.claims())),
  bearer("ES256 with a signature of zeros (A11)", (f) =>
    changePart(f.token({}, { alg: "ES256" }), 2, () => Buffer.alloc(64).toString("base64url")),
  ),
  bearer("RS256 with a signature of zeros", (f) => changePart(f.token(), 2, () => Buffer.alloc(256).toString("base64url"))),
  bearer("a stranger's key under the real kid (A12)", (f) => signToken(attacker, f.claims())),
  bearer("a stranger's key in jwk (A13)", (f) => signToken(attacker, f.claims(), { jwk: toJwk(attacker) })),
  bearer("a stranger's key behind jku (A14)", (f) => signToken(attacker, f.claims(), { jku: `${f.keyServer.origin}/trap`, kid: "trap" })),
  bearer("a stranger's key behind x5u (A14)", (f) => signToken(attacker, f.claims(), { x5u: `${f.keyServer.origin}/trap` })),
  bearer("a stranger's certificate in x5c (A15)", (f) => signToken(attacker, f.claims(), { x5c: ["MIIB"] })),
  withHeader("no kid (A17)", { kid: undefined }),
  ...[
    7,
    {},
    [],
    ["key-1"],
    null,
    "",
    "x".repeat(10_000 / 4),
    "__proto__",
    "constructor",
    "../../etc/passwd",
    "'; DROP TABLE keys; --",
    "key-1\r\ninjected: 1",
    "key-1\u0000",
  ].map((kid) => withHeader(`kid ${JSON.stringify(kid).slice(0, 40)} (A17)`, { kid })),
  ...Array.from({ length: 20 }, (_, index) => withHeader(`unknown kid number ${index} (A18)`, { kid: `unknown-${index}` })),
  bearer("the signature removed (A19)", (f) => changePart(f.token(), 2, () => "")),
  bearer("two parts (A19)", (f) => f.token().split(".").slice(0, 2).join(".")),
  bearer("one part (A19)", (f) => f.token().split(".")[0] ?? ""),
  bearer("one bit of the signature flipped (A20)", (f) => changePart(f.token(), 2, (text) => flipBit(text, 10))),
  bearer("the unused last bits of the signature changed (A20)", (f) => changePart(f.token(), 2, (text) => flipBit(text, text.length - 1))),
  bearer("one bit of the payload flipped (A20)", (f) => changePart(f.token(), 1, (text) => flipBit(text, 40))),
  bearer("one bit of the header flipped (A20)", (f) => changePart(f.token(), 0, (text) => flipBit(text, 20))),
  bearer("the signature of another good token (A21)", (f) =>
    changePart(f.token(), 2, () => f.token({ jti: "other" }).split(".")[2] as string),
  ),
  bearer("padding after a part", (f) => changePart(f.token(), 2, (text) => `${text}=`)),
  bearer("base64 instead of base64url", (f) => changePart(f.token(), 0, (text) => `${text}+/`)),
  bearer("five parts (A23)", (f) => `${f.token()}.AAAA.AAAA`),
  bearer("four parts (A23)", (f) => `${f.token()}.`),
  bearer("JSON serialisation (A23)", (f) => {
    const [header, payload, signature] = f.token().split(".");
    return JSON.stringify({ protected: header, payload, signature });
  }),
  bearer("a detached payload (A23)", (f) => changePart(f.token(), 1, () => "")),
  withHeader("b64 false with crit (A23)", { b64: false, crit: ["b64"] }),
  withHeader("b64 true", { b64: true }),
  withHeader("an unknown crit (A24)", { crit: ["exp"], exp: 1 }),
  withHeader("an empty crit", { crit: [] }),
  withClaims("expired by a second more than the skew (A25)", { exp: nowSeconds - 301 }),
  withClaims("expired an hour ago (A25)", { iat: nowSeconds - 7_500, nbf: nowSeconds - 7_500, exp: nowSeconds - 3_600 }),
  withClaims("nbf beyond the skew (A27)", { nbf: nowSeconds + 301 }),
  withClaims("iat beyond the skew (A27)", { iat: nowSeconds + 301 }),
  withoutClaim("exp"),
  ...["1790000000", null, Number.MAX_VALUE, [nowSeconds + 60], true].map((exp) => withClaims(`exp ${JSON.stringify(exp)}`, { exp })),
  withClaims("exp ten years ahead (A30)", { exp: nowSeconds + 10 * 365 * 86_400 }),
  withClaims("exp 26 h ahead (A30)", { exp: nowSeconds + 26 * 3_600 }),
  withClaims("exp 26 h ahead of an unknown beginning (A30)", { exp: nowSeconds + 26 * 3_600, iat: undefined, nbf: undefined }),
  withClaims("a life of 26 h of which one hour is left", { iat: nowSeconds - 25 * 3_600, nbf: undefined, exp: nowSeconds + 3_600 }),
  withClaims("nbf that is no number", { nbf: "now" }),
  withClaims("iat that is no number", { iat: {} }),
  withoutClaim("aud"),
  ...[
    "33333333-3333-4333-8333-333333333333",
    clientId.slice(0, -1),
    `${clientId}1`,
    ` ${clientId}`,
    `api://${clientId}`,
    "ABCDEF00-1111-4111-8111-111111111111",
    callingIssuer,
    "",
    null,
    {},
    [],
    [clientId, callingIssuer],
    [callingIssuer, clientId],
    [clientId, clientId],
    [[clientId]],
  ].map((aud) => withClaims(`aud ${JSON.stringify(aud)} (A31, A32)`, { aud })),
  withoutClaim("iss"),
  ...[
    "https://evil.example",
    `${callingIssuer}/`,
    callingIssuer.toUpperCase(),
    [callingIssuer],
    "https://api.botframework.com.evil.example",
    "http://api.botframework.com",
    "__proto__",
    "",
    null,
    `https://sts.windows.net/${tenantId}/`,
    `https://login.microsoftonline.com/${tenantId}/v2.0`,
  ].map((iss) => withClaims(`iss ${JSON.stringify(iss)} (A33, A34)`, { iss })),
  withClaims("the calling key for another authority's issuer (A35)", { iss: otherIssuer }),
  bearer("another authority's key for the calling issuer (A35)", (f) => signToken(f.otherPair, f.claims())),
  withClaims("another tenant (A36)", { tid: "44444444-4444-4444-8444-444444444444" }, 403),
  withoutClaim("tid", 403),
  ...[[tenantId], null, 5, "", tenantId.toUpperCase().replaceAll("2", "A")].map((tid) =>
    withClaims(`tid ${JSON.stringify(tid)} (A37)`, { tid }, 403),
  ),
  withClaims("another tenant, and expired: the token is not good", { tid: "x", exp: nowSeconds - 3_600 }),
  ...["null", "[]", '"x"', "5", "not JSON", "", "{"].map((text) => withPayload(`the payload ${text || "(empty)"} (A39)`, text)),
  bearer("a payload of invalid UTF-8 (A39)", (f) => signToken(f.pair, Buffer.from(JSON.stringify(f.claims({ name: "\u00ff" })), "latin1"))),
  bearer("a payload nested 3,000 deep by a stranger (A40)", (f) => signToken(attacker, JSON.stringify(nest(2_000)), { kid: f.pair.kid })),
  withClaims("a token over the cap of 8,192 characters (A41)", { pad: "x".repeat(8_192) }),
];

export const acceptedTokens: readonly TokenCase[] = [
  bearer("the calling service's own issuer", (f) => f.token()),
  withClaims("Graph's issuer, by the same key set", { iss: graphIssuer }),
  bearer("another authority's issuer by its own key", (f) => signToken(f.otherPair, f.claims({ iss: otherIssuer }))),
  { title: "a lower-case scheme (A4)", authorization: (fixture) => `bearer ${fixture.token()}` },
  withClaims("expired four minutes ago, inside the skew (A26)", { exp: nowSeconds - 240 }),
  withClaims("nbf and iat four minutes ahead, inside the skew", { nbf: nowSeconds + 240, iat: nowSeconds + 240 }),
  withClaims("a life of 24 h", { exp: nowSeconds - 10 + 86_400 }),
  withClaims("no iat and no nbf", { iat: undefined, nbf: undefined }),
  withClaims("an audience array that is exactly ours (A32)", { aud: [clientId] }),
  withClaims("claims nobody asked for", { appid: "x", ver: "2.0", serviceurl: "https://x", __proto__2: 1 }),
  withHeader("cty and x5c beside the real key", { cty: "JWT", x5c: ["MIIB"] }),
  withClaims("a payload nested 1,000 deep", { deep: nest(1_000) }),
  withClaims("a token just under the cap", { pad: "x".repeat(5_300) }),
];
