import { constants, type KeyObject, privateDecrypt, privateEncrypt, publicDecrypt, publicEncrypt } from "node:crypto";
import { Refusal } from "../../core/operation.ts";
import { curveOf, isSignatureOnCurve, signOnCurve } from "./elliptic-curve.ts";
import type { KeyPair } from "./key-pair.ts";
import { encodePss, isPssOf } from "./pss-encoding.ts";

/** `JsonWebKeySignatureAlgorithm` for RSA and for curves. Source: @azure/keyvault-keys 4.10.2, read 2026-11-26. */
export const signatureAlgorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "ES256K"] as const;
/** `JsonWebKeyEncryptionAlgorithm` for RSA. Source: as above. */
export const encryptionAlgorithms = ["RSA-OAEP", "RSA-OAEP-256", "RSA1_5"] as const;
export type SignatureAlgorithm = (typeof signatureAlgorithms)[number];
export type EncryptionAlgorithm = (typeof encryptionAlgorithms)[number];

/** DigestInfo before the digest. Source: RFC 8017, 9.2, note 1, read 2026-11-25. */
const digestInfo: Readonly<Record<string, string>> = {
  sha256: "3031300d060960864801650304020105000420",
  sha384: "3041300d060960864801650304020205000430",
  sha512: "3051300d060960864801650304020305000440",
};

/** Signs a digest. Refuses one that is not as long as its algorithm's. */
export function signDigest(pair: KeyPair, algorithm: SignatureAlgorithm, digest: Buffer): Buffer {
  const hash = requireDigest(algorithm, digest);
  const { privateKey } = pair;
  const curve = curveOf(privateKey);
  if (curve !== undefined) return signOnCurve(pair, curve, digest);
  if (algorithm.startsWith("RS"))
    return privateEncrypt({ key: privateKey, padding: constants.RSA_PKCS1_PADDING }, toDigestInfo(hash, digest));
  const encoded = encodePss(digest, hash, bitsOf(privateKey));
  return privateEncrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, encoded);
}

export function isSignatureOf(pair: KeyPair, algorithm: SignatureAlgorithm, digest: Buffer, signature: Buffer): boolean {
  const hash = requireDigest(algorithm, digest);
  const { publicKey } = pair;
  const curve = curveOf(publicKey);
  if (curve !== undefined) return isSignatureOnCurve(pair, curve, digest, signature);
  try {
    if (algorithm.startsWith("RS"))
      return publicDecrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, signature).equals(toDigestInfo(hash, digest));
    return isPssOf(publicDecrypt({ key: publicKey, padding: constants.RSA_NO_PADDING }, signature), digest, hash, bitsOf(publicKey));
  } catch {
    return false; // OpenSSL throws for what is no signature by this key: that is the answer, not a failure
  }
}

export function encryptWith({ publicKey }: KeyPair, algorithm: EncryptionAlgorithm, plain: Buffer): Buffer {
  return attempt(() => publicEncrypt({ key: publicKey, ...toPadding(algorithm) }, plain));
}

export function decryptWith({ privateKey }: KeyPair, algorithm: EncryptionAlgorithm, cipher: Buffer): Buffer {
  return attempt(() => privateDecrypt({ key: privateKey, ...toPadding(algorithm) }, cipher));
}

function toPadding(algorithm: EncryptionAlgorithm): { padding: number; oaepHash?: string } {
  if (algorithm === "RSA1_5") return { padding: constants.RSA_PKCS1_PADDING };
  return { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: algorithm === "RSA-OAEP" ? "sha1" : "sha256" };
}

/** ASSUMED: the words for a value that the key cannot take. */
function attempt(run: () => Buffer): Buffer {
  try {
    return run();
  } catch {
    throw new Refusal(400, "BadParameter", "The parameter is incorrect.");
  }
}

function requireDigest(algorithm: SignatureAlgorithm, digest: Buffer): string {
  const bits = algorithm.slice(2, 5);
  if (digest.length * 8 !== Number(bits)) {
    // ASSUMED: the words.
    throw new Refusal(
      400,
      "BadParameter",
      `Invalid length of 'value': ${digest.length} bytes. ${algorithm} requires ${Number(bits) / 8} bytes.`,
    );
  }
  return `sha${bits}`;
}

function toDigestInfo(hash: string, digest: Buffer): Buffer {
  return Buffer.concat([Buffer.from(digestInfo[hash] ?? "", "hex"), digest]);
}

function bitsOf(key: KeyObject): number {
  return key.asymmetricKeyDetails?.modulusLength ?? 0;
}
