import { constants, createHmac, createPublicKey, createSign, generateKeyPairSync, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";

/** An RSA key pair with a `kid`, as the calling service has. */
export interface SigningPair {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export function createSigningPair(kid: string): SigningPair {
  return { kid, ...generateKeyPairSync("rsa", { modulusLength: 2048 }) };
}

/** The public half as a member of a key set, with what Microsoft's key sets carry besides. */
export function toJwk({ kid, publicKey }: SigningPair): Record<string, unknown> {
  const { n, e } = publicKey.export({ format: "jwk" });
  return { kty: "RSA", use: "sig", kid, x5t: kid, n, e, endorsements: ["msteams"] };
}

export function toPart(value: unknown): string {
  if (Buffer.isBuffer(value)) return value.toString("base64url");
  return Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
}

/** A compact JWS by hand, so that tests can make what no library would. The payload may be any JSON value, raw text or raw bytes. */
export function signToken(pair: SigningPair, payload: unknown, header: Record<string, unknown> = {}): string {
  const input = `${toPart({ typ: "JWT", alg: "RS256", kid: pair.kid, x5t: pair.kid, ...header })}.${toPart(payload)}`;
  return `${input}.${createSign("RSA-SHA256").update(input).sign(pair.privateKey).toString("base64url")}`;
}

/** The same input signed by another algorithm of the same RSA key. */
export function signTokenBy(alg: "RS512" | "PS256" | "HS256", pair: SigningPair, payload: unknown, secret?: string | Buffer): string {
  const input = `${toPart({ typ: "JWT", alg, kid: pair.kid })}.${toPart(payload)}`;
  return `${input}.${toSignature(alg, pair, input, secret).toString("base64url")}`;
}

function toSignature(alg: "RS512" | "PS256" | "HS256", pair: SigningPair, input: string, secret: string | Buffer = ""): Buffer {
  if (alg === "HS256") return createHmac("sha256", secret).update(input).digest();
  if (alg === "RS512") return sign("sha512", Buffer.from(input), pair.privateKey);
  return sign("sha256", Buffer.from(input), { key: pair.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });
}

/** The public key as a PEM text, for key confusion. */
export function toPem(pair: SigningPair): string {
  return createPublicKey(pair.privateKey).export({ format: "pem", type: "spki" }).toString();
}
