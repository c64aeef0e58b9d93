import { createPrivateKey, createPublicKey } from "node:crypto";
import { Refusal } from "../../core/operation.ts";
import type { Json } from "../arm/body-check.ts";
import { anything, list, oneOf, structure, text } from "../arm/shape.ts";
import { type Curve, curves, readCurveJwk } from "./elliptic-curve.ts";
import type { KeyMaterial, KeyType } from "./vault-keys.ts";

/** What the service knows as `kty`. */
export const keyTypes = ["EC", "EC-HSM", "RSA", "RSA-HSM", "oct", "oct-HSM"] as const;
export const curveNames = curves.map(({ name }) => name);
/** Sizes of RSA keys in bits. Source: https://learn.microsoft.com/azure/key-vault/keys/about-keys, read 2026-11-25. */
const keySizes = [2048, 3072, 4096];
const defaultKeySize = 2048;
const defaultCurve = "P-256";

/** `JsonWebKey` of @azure/keyvault-keys 4.10.2, read 2026-11-26. */
export const jsonWebKeyShape = structure(
  {
    kid: text(),
    kty: oneOf(keyTypes, { required: true }),
    key_ops: list(text()),
    crv: oneOf(curveNames),
    ...Object.fromEntries(["n", "e", "d", "dp", "dq", "qi", "p", "q", "k", "key_hsm", "x", "y"].map((name) => [name, anything()])),
  },
  { required: true },
);

/** What a new key is made of. Refuses types, sizes and curves that a vault has not, and HSM keys in one of the standard SKU. */
export function toKeyMaterial(body: Json, isPremium: boolean): { readonly keyType: KeyType; readonly material: KeyMaterial } {
  const keyType = requireKeyType(body["kty"] as string, isPremium);
  if (keyType.startsWith("EC")) return { keyType, material: { curve: curveNamed((body["crv"] as string | undefined) ?? defaultCurve) } };
  const keySize = (body["key_size"] as number | undefined) ?? defaultKeySize;
  if (!keySizes.includes(keySize)) throw bad(`The specified RSA public key size ${keySize} is not supported.`);
  return { keyType, material: { keySize } };
}

/** A key that comes with its private half, as JWK. */
export function readKeyMaterial(
  jwk: Json,
  isHsm: boolean,
  isPremium: boolean,
): { readonly keyType: KeyType; readonly material: KeyMaterial } {
  const sent = jwk["kty"] as string;
  const keyType = requireKeyType(isHsm && !sent.endsWith("-HSM") ? `${sent}-HSM` : sent, isPremium);
  try {
    if (keyType.startsWith("EC")) return { keyType, material: { pair: readCurveJwk(curveNamed(jwk["crv"] as string), jwk) } };
    const privateKey = createPrivateKey({ format: "jwk", key: { ...jwk, kty: "RSA" } });
    const size = privateKey.asymmetricKeyDetails?.modulusLength ?? 0;
    if (!keySizes.includes(size)) throw bad(`The specified RSA public key size ${size} is not supported.`);
    return { keyType, material: { pair: { privateKey, publicKey: createPublicKey(privateKey) } } };
  } catch (error) {
    // ASSUMED: the words.
    throw error instanceof Refusal ? error : bad("The key is not a valid private JSON web key.");
  }
}

function requireKeyType(kty: string, isPremium: boolean): KeyType {
  // ASSUMED: the words, and that symmetric keys are a managed HSM's.
  if (kty.startsWith("oct")) throw bad(`Keys of type '${kty}' are supported in a managed HSM only.`);
  if (kty.endsWith("-HSM") && !isPremium) {
    // ASSUMED: the words; that HSM keys need the premium SKU is https://learn.microsoft.com/azure/key-vault/keys/about-keys, read 2026-11-25.
    throw bad("HSM keys are not supported in a vault of the standard SKU.");
  }
  return kty as KeyType;
}

function curveNamed(name: string): Curve {
  const curve = curves.find((known) => known.name === name);
  if (curve === undefined) throw bad("Property crv is required for keys of type EC.");
  return curve;
}

function bad(message: string): Refusal {
  return new Refusal(400, "BadParameter", message);
}
