import { X509Certificate } from "node:crypto";
import type { CertificatePolicy } from "./certificate-policy.ts";
import { curves } from "./elliptic-curve.ts";
import type { KeyPair } from "./key-pair.ts";
import { createPkcs12 } from "./pkcs12.ts";
import type { KeyMaterial } from "./vault-keys.ts";

/** A pair and what certifies it, the leaf first. */
export interface CertificateContent {
  readonly pair: KeyPair;
  /** DER. */
  readonly certificates: readonly Buffer[];
}

/** What the certificate's secret holds: the private half only where the policy lets it out. */
export function toSecretValue(
  { key_props: key, secret_props: secret }: CertificatePolicy,
  certificates: readonly Buffer[],
  { privateKey }: KeyPair,
): string {
  if (secret.contentType !== "application/x-pem-file")
    return createPkcs12(key.exportable ? privateKey : undefined, certificates).toString("base64");
  const pem = certificates.map((certificate) => new X509Certificate(certificate).toString()).join("");
  return key.exportable ? `${privateKey.export({ format: "pem", type: "pkcs8" }).toString()}${pem}` : pem;
}

/** What the key of a certificate is made of. */
export function toKeyMaterialOf({ key_props: { key_size: keySize, crv } }: CertificatePolicy): KeyMaterial {
  const curve = curves.find(({ name }) => name === crv);
  return curve === undefined ? { keySize } : { curve };
}
