import { Buffer, isUtf8 } from "node:buffer";
import { refusals } from "./refusal.ts";

/** The token of an `Authorization` header, decoded but not yet believed. */
export interface BearerToken {
  /** The compact JWS. */
  readonly compact: string;
  readonly kid: string;
  readonly issuer: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** RFC 9110, 11.1: the scheme is case-insensitive. One token of exactly three parts, nothing after it. */
const bearerPattern = /^bearer +(([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+))$/i;
/** Longest `kid` that is looked up, in characters. Microsoft's have 27 or 43. */
const maxKidLength = 256;
const anyCharacter = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** Which characters may end a part, by its length modulo four: those whose bits beyond the last byte are zero. One character alone encodes nothing. */
const lastCharactersByLength = [anyCharacter, undefined, "AQgw", "AEIMQUYcgkosw048"] as const;

/** The header that was read last: the tokens of one key all have the same. */
let lastHeader = { part: "", kid: "" };

/**
 * Takes a bearer token apart: exactly three canonical base64url parts, a header that asks for RS256 and for no
 * extension, a payload that is a JSON object. Keys and addresses in the header (`jwk`, `jku`, `x5u`, `x5c`) are never read.
 * @throws Refusal 401
 */
export function parseBearerToken(authorization: string): BearerToken {
  const match = bearerPattern.exec(authorization);
  if (match === null) throw refusals.unauthorized;
  const [, compact, headerPart, payloadPart, signaturePart] = match as unknown as [string, string, string, string, string];
  if (!isCanonical(headerPart) || !isCanonical(payloadPart) || !isCanonical(signaturePart)) throw refusals.unauthorized;
  if (headerPart !== lastHeader.part) lastHeader = { part: headerPart, kid: toKid(parseJsonPart(headerPart)) };
  const claims = parseJsonPart(payloadPart);
  const issuer = claims["iss"];
  if (typeof issuer !== "string") throw refusals.unauthorized;
  return { compact, kid: lastHeader.kid, issuer, claims };
}

function toKid({ alg, kid, ...others }: Record<string, unknown>): string {
  if (alg !== "RS256" || Object.hasOwn(others, "crit") || Object.hasOwn(others, "b64")) throw refusals.unauthorized;
  if (typeof kid !== "string" || kid === "" || kid.length > maxKidLength) throw refusals.unauthorized;
  return kid;
}

function parseJsonPart(part: string): Record<string, unknown> {
  const bytes = Buffer.from(part, "base64url");
  if (!isUtf8(bytes)) throw refusals.unauthorized;
  let parsed: unknown;
  try {
    parsed = JSON.parse(bytes.toString("utf8"));
  } catch {
    throw refusals.unauthorized;
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) throw refusals.unauthorized;
  return parsed as Record<string, unknown>;
}

/** RFC 4648, 3.5: padding, foreign characters and stray trailing bits would make two texts of one token. */
function isCanonical(part: string): boolean {
  return part !== "" && lastCharactersByLength[part.length % 4]?.includes(part.at(-1) as string) === true;
}
