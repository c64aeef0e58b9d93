import { importJWK } from "jose";
import type { CryptoKey } from "jose";
import { DocumentUnavailable, fetchJsonObject } from "./json-document.ts";

/** The usable signing keys of one authority, by `kid`. */
export interface SigningKeys {
  readonly byKid: ReadonlyMap<string, CryptoKey>;
  /** Changes exactly when a key was added, removed or replaced. */
  readonly fingerprint: string;
}

/** Time for both documents together; a slower key endpoint counts as down. Milliseconds. */
const fetchTimeoutMs = 5_000;
/** Largest OpenID configuration or key set that is read, in bytes. Microsoft's key set has a few KiB. */
const maxDocumentBytes = 512 * 1024;
/** Most keys that are taken from a key set. */
const maxKeys = 100;
/** Smallest RSA modulus, in bytes of its encoding: 2048 bits (NIST SP 800-131A; jose refuses less, too). */
const minModulusBytes = 256;

/** The key set could not be fetched or has no usable key. */
export class KeysUnavailable extends Error {
  override readonly name = "KeysUnavailable";
}

/**
 * Fetches an authority's OpenID configuration and the key set that it names. Only RSA signing keys are taken; what else
 * the key set contains (certificates, algorithms, private parts) is ignored. The configuration's `issuer` is not
 * compared: the calling service signs for two issuers with one key set (facts: graph-calling.md 4.1).
 * @throws KeysUnavailable when either document cannot be read or no key is usable
 */
export async function fetchSigningKeys(openIdConfigurationUrl: string): Promise<SigningKeys> {
  const signal = AbortSignal.timeout(fetchTimeoutMs);
  const configuration = await fetchDocument(openIdConfigurationUrl, signal);
  const keySetUrl = configuration["jwks_uri"];
  if (typeof keySetUrl !== "string" || !URL.canParse(keySetUrl, openIdConfigurationUrl)) throw new KeysUnavailable("no jwks_uri");
  const resolved = new URL(keySetUrl, openIdConfigurationUrl);
  if (resolved.protocol !== new URL(openIdConfigurationUrl).protocol) throw new KeysUnavailable("jwks_uri leaves https");
  return importSigningKeys(await fetchDocument(resolved.href, signal));
}

async function fetchDocument(url: string, signal: AbortSignal): Promise<Record<string, unknown>> {
  try {
    return await fetchJsonObject(url, maxDocumentBytes, signal);
  } catch (error) {
    throw error instanceof DocumentUnavailable ? new KeysUnavailable(error.message, { cause: error }) : error;
  }
}

async function importSigningKeys(keySet: Record<string, unknown>): Promise<SigningKeys> {
  const candidates = Array.isArray(keySet["keys"]) ? (keySet["keys"] as unknown[]).slice(0, maxKeys) : [];
  const byKid = new Map<string, CryptoKey>();
  const moduli: string[] = [];
  for (const candidate of candidates) {
    const key = toRsaSigningKey(candidate);
    // Two keys under one kid: the first counts, as in jose and in Microsoft's libraries.
    if (key === undefined || byKid.has(key.kid)) continue;
    const imported = await importRsaKey(key.modulus, key.exponent);
    if (imported === undefined) continue;
    byKid.set(key.kid, imported);
    moduli.push(`${key.kid} ${key.modulus} ${key.exponent}`);
  }
  if (byKid.size === 0) throw new KeysUnavailable("no usable RSA key");
  return { byKid, fingerprint: moduli.toSorted().join("\n") };
}

function toRsaSigningKey(candidate: unknown): { kid: string; modulus: string; exponent: string } | undefined {
  if (typeof candidate !== "object" || candidate === null) return undefined;
  const { kty, kid, n, e, use, alg } = candidate as Record<string, unknown>;
  if (kty !== "RSA" || typeof kid !== "string" || typeof n !== "string" || typeof e !== "string") return undefined;
  if (use !== undefined && use !== "sig") return undefined;
  if (alg !== undefined && alg !== "RS256") return undefined;
  if (Buffer.from(n, "base64url").length < minModulusBytes || !isExponent(Buffer.from(e, "base64url"))) return undefined;
  return { kid, modulus: n, exponent: e };
}

/** Odd and from 3 up, in four bytes at most (65537 in practice): with 0 or 1 anybody could sign. */
function isExponent(bytes: Buffer): boolean {
  if (bytes.length === 0 || bytes.length > 4) return false;
  const exponent = bytes.readUIntBE(0, bytes.length);
  return exponent >= 3 && exponent % 2 === 1;
}

async function importRsaKey(modulus: string, exponent: string): Promise<CryptoKey | undefined> {
  try {
    const key = await importJWK({ kty: "RSA", n: modulus, e: exponent, alg: "RS256" });
    return key instanceof Uint8Array ? undefined : key;
  } catch {
    // One key that no library can import must not cost the others.
    return undefined;
  }
}
