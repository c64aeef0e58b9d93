import { verify } from "node:crypto";
import { callingIssuer, clientId, graphIssuer, otherIssuer, startMs, tenantId } from "./host-fixture.ts";
import { mutateBytes } from "./random.ts";
import type { Random } from "./random.ts";
import { signToken, toPart } from "./token-signer.ts";
import type { SigningPair } from "./token-signer.ts";

/** The keys that the fuzzer signs with: the calling service's, another authority's, and a stranger's. */
export interface FuzzKeys {
  readonly calling: SigningPair;
  readonly other: SigningPair;
  readonly stranger: SigningPair;
}

const nowSeconds = startMs / 1000;
const odd: readonly unknown[] = [null, "", " ", 0, -1, 1e308, true, [], {}, [[]], "__proto__", "constructor", "\u0000", { toString: 1 }];

/** Signed tokens to start from. Signing is dear, so there are some thousand of them and every case makes its own of one. */
export function signTokens(random: Random, keys: FuzzKeys, count: number): readonly string[] {
  return Array.from({ length: count }, () => signRandomToken(random, keys));
}

function signRandomToken(random: Random, keys: FuzzKeys): string {
  const header: Record<string, unknown> = {};
  const claims: Record<string, unknown> = {
    aud: clientId,
    iss: random.pick([callingIssuer, graphIssuer, callingIssuer]),
    tid: tenantId,
    iat: nowSeconds - 10,
    nbf: nowSeconds - 10,
    exp: nowSeconds + 3_600,
    jti: random.next(),
  };
  const changes = random.pick([0, 0, 1, 1, 1, 2]);
  for (let change = 0; change < changes; change += 1) changeToken(random, header, claims);
  const pair = random.chance(0.8) ? keys.calling : random.pick([keys.other, keys.stranger]);
  return signToken(
    pair,
    claims,
    random.chance(0.2) ? { kid: random.pick([keys.calling.kid, keys.other.kid, "unknown"]), ...header } : header,
  );
}

function changeToken(random: Random, header: Record<string, unknown>, claims: Record<string, unknown>): void {
  const name = random.pick(["aud", "iss", "tid", "exp", "nbf", "iat", "alg", "kid", "crit", "b64", "typ", "extra"]);
  const target = ["alg", "kid", "crit", "b64", "typ"].includes(name) ? header : claims;
  const near: Readonly<Record<string, readonly unknown[]>> = {
    aud: [clientId, [clientId], [clientId, clientId], `${clientId} `, clientId.slice(1), callingIssuer],
    iss: [callingIssuer, graphIssuer, otherIssuer, `${callingIssuer}/`, callingIssuer.toUpperCase(), [callingIssuer]],
    tid: [tenantId, tenantId.replace("2", "3"), [tenantId], tenantId.toUpperCase()],
    exp: [-301, -300, -299, 0, 1, 86_400, 90_000, 90_001, 1e9].map((after) => nowSeconds + after),
    nbf: [299, 300, 301, -90_000, -100_000].map((after) => nowSeconds + after),
    iat: [299, 300, 301, -86_400, -86_401, 1e9].map((after) => nowSeconds + after),
    alg: ["RS256", "rs256", "none", "HS256", "RS512", "PS256", ["RS256"]],
    kid: ["key-1", "other-key", "KEY-1", "x".repeat(300)],
    crit: [["exp"], []],
    b64: [false, true],
  };
  const value = random.chance(0.7) ? random.pick(near[name] ?? odd) : random.pick(odd);
  if (random.chance(0.15)) delete target[name];
  else target[name] = value;
  if (name in header && random.chance(0.1)) header[name] = undefined;
}

/** An `Authorization` header made of one of the tokens, broken in some way or not. Header bytes only: no line ends, no NUL. */
export function toFuzzedAuthorization(random: Random, tokens: readonly string[]): string {
  const token = random.pick(tokens);
  const scheme = random.chance(0.8) ? "Bearer " : random.pick(["bearer ", "BEARER  ", "Bearer", "Basic ", "Bearer\t", ""]);
  if (random.chance(0.25)) return `${scheme}${token}`;
  const [head = "", payload = "", signature = ""] = token.split(".");
  const [otherHead = "", otherPayload = "", otherSignature = ""] = random.pick(tokens).split(".");
  const text = random.pick([
    () => `${otherHead}.${payload}.${signature}`,
    () => `${head}.${otherPayload}.${signature}`,
    () => `${head}.${payload}.${otherSignature}`,
    () => `${head}.${payload}.`,
    () => `${head}.${payload}`,
    () => `${token}.${signature}`,
    () => `${token}${random.pick(["=", "==", "A", "!", " ", ", Bearer x", "A".repeat(9_000)])}`,
    () => mutateBytes(random, Buffer.from(token)).toString("latin1"),
    () => mutateBytes(random, mutateBytes(random, Buffer.from(token))).toString("latin1"),
    () => `${toPart(mutateBytes(random, Buffer.from(head, "base64url")))}.${payload}.${signature}`,
    () => `${head}.${toPart(mutateBytes(random, Buffer.from(payload, "base64url")))}.${signature}`,
    () => `${head}.${payload}.${toPart(mutateBytes(random, Buffer.from(signature, "base64url")))}`,
    () => random.text(random.below(60)),
  ])();
  // oxlint-disable-next-line no-control-regex -- what would end a header line is tried by the byte fuzzer
  return `${scheme}${text}`.replace(/[\u0000-\u0008\u000a-\u001f\u007f]/g, "~").replaceAll(/[^\u0000-\u00ff]/g, "?");
}

/**
 * What a header deserves, told by a second implementation that shares no code with the host: 202, 401 or 403.
 * Sources: hostile-and-faults.md, section 9, A.
 */
export function judgeAuthorization(authorization: string, keys: FuzzKeys): number {
  const value = authorization.replace(/^[ \t]+|[ \t]+$/g, "");
  if (!/^bearer /i.test(value)) return 401;
  const token = value.slice(7).replace(/^ +/, "");
  const parts = token.split(".");
  if (token.length > 8_192 || parts.length !== 3 || parts.some((part) => Buffer.from(part, "base64url").toString("base64url") !== part))
    return 401;
  const [header, claims] = parts.slice(0, 2).map(toObject);
  if (header === undefined || claims === undefined || parts[2] === "") return 401;
  if (header["alg"] !== "RS256" || "crit" in header || "b64" in header) return 401;
  const pair = [callingIssuer, graphIssuer].includes(claims["iss"] as string)
    ? keys.calling
    : claims["iss"] === otherIssuer
      ? keys.other
      : undefined;
  if (typeof claims["iss"] !== "string" || pair === undefined || header["kid"] !== pair.kid) return 401;
  const isOurs = claims["aud"] === clientId || JSON.stringify(claims["aud"]) === JSON.stringify([clientId]);
  if (!isOurs || !isAlive(claims)) return 401;
  if (!verify("RSA-SHA256", Buffer.from(`${parts[0]}.${parts[1]}`), pair.publicKey, Buffer.from(parts[2] ?? "", "base64url"))) return 401;
  return claims["tid"] === tenantId ? 202 : 403;
}

function isAlive(claims: Record<string, unknown>): boolean {
  const { exp } = claims;
  if (typeof exp !== "number" || !(exp + 300 > nowSeconds) || exp > nowSeconds + 90_000) return false;
  return ["nbf", "iat"].every((name) => {
    const start = claims[name];
    return start === undefined || (typeof start === "number" && start <= nowSeconds + 300 && exp - start <= 90_000);
  });
}

function toObject(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(part, "base64url")));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
