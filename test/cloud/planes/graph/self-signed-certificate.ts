import "reflect-metadata";
import { generateKeyPair, randomInt, webcrypto, X509Certificate } from "node:crypto";
import { promisify } from "node:util";
import * as x509 from "@peculiar/x509";

const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" } as const;

/** A self-signed certificate with a key of 2048 bits that nobody keeps: the simulation signs no SAML. */
export async function createSelfSignedCertificate(subject: string, notBeforeMs: number, notAfterMs: number): Promise<X509Certificate> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  x509.cryptoProvider.set(webcrypto);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: randomInt(1, 2 ** 31)
      .toString(16)
      .padStart(8, "0"),
    name: subject,
    notBefore: new Date(notBeforeMs),
    notAfter: new Date(notAfterMs),
    signingAlgorithm: algorithm,
    keys: {
      privateKey: privateKey.toCryptoKey(algorithm, true, ["sign"]),
      publicKey: publicKey.toCryptoKey(algorithm, true, ["verify"]),
    },
  });
  return new X509Certificate(Buffer.from(certificate.rawData));
}
