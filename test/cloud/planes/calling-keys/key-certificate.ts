import "reflect-metadata";
import { Buffer } from "node:buffer";
import { type KeyObject, webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";

/** RS256 signs with this; certificates beside such keys do too. */
const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" } as const;

/**
 * A self-signed X.509 certificate (DER) for an RSA signing key, as key sets carry beside it (`x5c`, `x5t`). It has no
 * extensions: nothing but its own key to say. `serial` is 1 to 127.
 */
export async function createKeyCertificate(
  keys: { readonly privateKey: KeyObject; readonly publicKey: KeyObject },
  serial: number,
  notBeforeMs: number,
  notAfterMs: number,
): Promise<Buffer> {
  x509.cryptoProvider.set(webcrypto);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial.toString(16).padStart(2, "0"),
    name: "CN=Simulated calling service",
    notBefore: new Date(notBeforeMs),
    notAfter: new Date(notAfterMs),
    signingAlgorithm: algorithm,
    keys: {
      privateKey: keys.privateKey.toCryptoKey(algorithm, true, ["sign"]),
      publicKey: keys.publicKey.toCryptoKey(algorithm, true, ["verify"]),
    },
  });
  return Buffer.from(certificate.rawData);
}
