import { createPrivateKey, createPublicKey, X509Certificate } from "node:crypto";
import { Refusal } from "../../core/operation.ts";
import type { Json } from "../arm/body-check.ts";
import { curveOf } from "./elliptic-curve.ts";
import { type KeyStore, readPkcs12 } from "./pkcs12.ts";
import type { CertificateContent } from "./certificate-content.ts";

/** What comes with an import, and the policy that it makes where the request says nothing else. */
export interface ImportedCertificate extends CertificateContent {
  readonly policy: Json;
}

/**
 * A certificate with its key: PKCS #12 in base64, or PEM with one PKCS #8 key, plain or in base64. Refuses what is neither,
 * a wrong password, and a key that the first certificate is not of.
 * Members: @azure/keyvault-certificates 4.10.3 (CertificateImportParameters), read 2026-11-26; ASSUMED: the words.
 */
export function readImportedCertificate(value: string, password: string): ImportedCertificate {
  const plain = value.includes("-----BEGIN ") ? value : Buffer.from(value, "base64").toString("latin1");
  const isPem = plain.includes("-----BEGIN ");
  const { privateKey, certificates } = isPem ? readPem(plain) : attempt(() => readPkcs12(Buffer.from(value, "base64"), password));
  const leaf = certificates.map((der) => new X509Certificate(der)).find((certificate) => certificate.checkPrivateKey(privateKey));
  if (leaf === undefined) throw bad("The specified X.509 certificate content does not have the certificate of its private key.");
  const curve = curveOf(privateKey);
  const size = privateKey.asymmetricKeyDetails?.modulusLength;
  if (curve === undefined && size === undefined) throw bad("The private key is neither RSA nor on a curve that is supported.");
  const monthMs = 30.4 * 86_400_000;
  return {
    pair: { privateKey, publicKey: createPublicKey(privateKey) },
    certificates: [leaf.raw, ...certificates.filter((der) => !der.equals(leaf.raw))],
    policy: {
      key_props: {
        exportable: true,
        reuse_key: false,
        ...(curve === undefined ? { kty: "RSA", key_size: size } : { kty: "EC", crv: curve.name }),
      },
      secret_props: { contentType: isPem ? "application/x-pem-file" : "application/x-pkcs12" },
      x509_props: {
        subject: leaf.subject.split("\n").join(", "),
        validity_months: Math.max(1, Math.round((leaf.validToDate.getTime() - leaf.validFromDate.getTime()) / monthMs)),
      },
      issuer: { name: "Unknown" },
    },
  };
}

function readPem(text: string): KeyStore {
  const blocks = text.match(/-----BEGIN ([A-Z ]+)-----[^-]*-----END \1-----/g) ?? [];
  const key = blocks.find((block) => block.startsWith("-----BEGIN PRIVATE KEY-----"));
  if (key === undefined) throw bad("The specified PEM X.509 certificate content has no private key in PKCS #8.");
  const certificates = blocks.filter((block) => block.startsWith("-----BEGIN CERTIFICATE-----"));
  return attempt(() => ({ privateKey: createPrivateKey(key), certificates: certificates.map((pem) => new X509Certificate(pem).raw) }));
}

function attempt(read: () => KeyStore): KeyStore {
  try {
    return read();
  } catch {
    // What OpenSSL says of it may quote the content.
    throw bad(
      "The specified PKCS#12 or PEM X.509 certificate content can not be read. Please check if certificate is in valid format and the password is right.",
    );
  }
}

function bad(message: string): Refusal {
  return new Refusal(400, "BadParameter", message);
}
