import { Buffer, isUtf8 } from "node:buffer";
import { refusals } from "./refusal.ts";

/** A token in parts, decoded but not yet believed. */
export interface CompactToken {
  readonly kid: string;
  readonly issuer: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Longest `kid` that is looked up, in characters. Microsoft's have 27 or 43. */
const maxKidLength = 256;
const partPattern = /^[A-Za-z0-9_-]+$/;

/**
 * Takes a compact JWS apart: exactly three canonical base64url parts, a header that asks for RS256 and for no
 * extension, a payload that is a JSON object. Keys and addresses in the header (`jwk`, `jku`, `x5u`, `x5c`) are never read.
 * @throws Refusal 401
 */
export function parseCompactToken(token: string): CompactToken {
  const parts = token.split(".", 4);
  const [headerPart, payloadPart, signaturePart] = parts;
  if (parts.length !== 3 || headerPart === undefined || payloadPart === undefined || signaturePart === undefined) {
    throw refusals.unauthorized;
  }
  const header = parseJsonPart(headerPart);
  if (header["alg"] !== "RS256" || Object.hasOwn(header, "crit") || Object.hasOwn(header, "b64")) throw refusals.unauthorized;
  const kid = header["kid"];
  if (typeof kid !== "string" || kid === "" || kid.length > maxKidLength) throw refusals.unauthorized;
  const claims = parseJsonPart(payloadPart);
  const issuer = claims["iss"];
  if (typeof issuer !== "string") throw refusals.unauthorized;
  decodePart(signaturePart);
  return { kid, issuer, claims };
}

function parseJsonPart(part: string): Record<string, unknown> {
  const bytes = decodePart(part);
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

/** Canonical only: padding, foreign characters and stray trailing bits would make two texts of one token. */
function decodePart(part: string): Buffer {
  if (!partPattern.test(part)) throw refusals.unauthorized;
  const bytes = Buffer.from(part, "base64url");
  if (bytes.toString("base64url") !== part) throw refusals.unauthorized;
  return bytes;
}
