import { constants, sign, verify, type KeyObject } from "node:crypto";

/** A compact JWS taken apart; nothing about it is believed yet. */
export interface DecodedToken {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly signingInput: string;
  readonly signature: Buffer;
}

/** Signs claims as a compact JWS, RS256. Written on node:crypto, so that it shares nothing with the clients' libraries. */
export function signToken(header: Readonly<Record<string, unknown>>, claims: object, privateKey: KeyObject): string {
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signingInput = `${encode({ typ: "JWT", alg: "RS256", ...header })}.${encode(claims)}`;
  return `${signingInput}.${sign("sha256", Buffer.from(signingInput), privateKey).toString("base64url")}`;
}

/** Takes a compact JWS apart; undefined when it is none. */
export function decodeToken(token: string): DecodedToken | undefined {
  const parts = token.split(".");
  const [header, claims, signature] = parts;
  if (parts.length !== 3 || header === undefined || claims === undefined || signature === undefined) return undefined;
  try {
    const decodedHeader: unknown = JSON.parse(Buffer.from(header, "base64url").toString("utf8"));
    const decodedClaims: unknown = JSON.parse(Buffer.from(claims, "base64url").toString("utf8"));
    if (!isRecord(decodedHeader) || !isRecord(decodedClaims)) return undefined;
    return {
      header: decodedHeader,
      claims: decodedClaims,
      signingInput: `${header}.${claims}`,
      signature: Buffer.from(signature, "base64url"),
    };
  } catch {
    return undefined;
  }
}

/** True when the key made the signature under the header's own algorithm: RS256, PS256 or ES256, nothing else. */
export function hasValidSignature(token: DecodedToken, publicKey: KeyObject): boolean {
  const input = Buffer.from(token.signingInput);
  const kind = publicKey.asymmetricKeyType;
  switch (token.header["alg"]) {
    case "RS256":
      return kind === "rsa" && verify("sha256", input, publicKey, token.signature);
    case "PS256": {
      const key = { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
      return kind === "rsa" && verify("sha256", input, key, token.signature);
    }
    case "ES256":
      return kind === "ec" && verify("sha256", input, { key: publicKey, dsaEncoding: "ieee-p1363" }, token.signature);
    default:
      return false;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
