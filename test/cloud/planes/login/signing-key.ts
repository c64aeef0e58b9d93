import { createHash, createPublicKey, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";

/** The key that this run's login signs with: made now, known to no real service. */
export interface SigningKey {
  readonly keyId: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** As the key set publishes it. */
  readonly publicJwk: Readonly<Record<string, unknown>>;
}

/** RSA of 2048 bits, as Entra's. Its making takes 50 to 500 ms on a thread of its own: start it first. */
export async function createSigningKey(): Promise<SigningKey> {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  const publicKey = createPublicKey(privateKey);
  const keyId = createHash("sha1")
    .update(publicKey.export({ format: "der", type: "spki" }))
    .digest("base64url");
  return {
    keyId,
    privateKey,
    publicKey,
    publicJwk: { ...publicKey.export({ format: "jwk" }), use: "sig", kid: keyId, x5t: keyId },
  };
}
