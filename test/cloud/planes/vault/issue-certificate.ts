import "reflect-metadata";
import { KeyObject, randomBytes, webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";
import type { CertificatePolicy, KeyUsage } from "./certificate-policy.ts";
import { curveOf } from "./elliptic-curve.ts";
import type { KeyPair } from "./key-pair.ts";

/** A certificate starts so long before it is made, in milliseconds: ten minutes. Source: answers shown in https://learn.microsoft.com/rest/api/keyvault/certificates/get-certificate/get-certificate (nbf before created), read 2026-11-25. */
const backdatedMs = 600_000;

/** Signs as the key can: PKCS #1 with SHA-256, or ECDSA with the curve's own digest. */
function algorithmOf({ privateKey }: KeyPair): { readonly name: string; readonly hash: string; readonly namedCurve?: string } {
  const curve = curveOf(privateKey);
  if (curve === undefined) return { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  return { name: "ECDSA", namedCurve: curve.name, hash: `SHA-${curve.signatureAlgorithm.slice(2)}` };
}

const flags: Readonly<Record<KeyUsage, x509.KeyUsageFlags>> = {
  digitalSignature: x509.KeyUsageFlags.digitalSignature,
  nonRepudiation: x509.KeyUsageFlags.nonRepudiation,
  keyEncipherment: x509.KeyUsageFlags.keyEncipherment,
  dataEncipherment: x509.KeyUsageFlags.dataEncipherment,
  keyAgreement: x509.KeyUsageFlags.keyAgreement,
  keyCertSign: x509.KeyUsageFlags.keyCertSign,
  cRLSign: x509.KeyUsageFlags.cRLSign,
  encipherOnly: x509.KeyUsageFlags.encipherOnly,
  decipherOnly: x509.KeyUsageFlags.decipherOnly,
};

/** A certificate that signs itself, as the issuer `Self` makes it; DER. */
export async function issueSelfSigned(policy: CertificatePolicy, pair: KeyPair, nowMs: number): Promise<Buffer> {
  x509.cryptoProvider.set(webcrypto);
  const notBefore = new Date(nowMs - backdatedMs);
  const notAfter = new Date(notBefore);
  notAfter.setUTCMonth(notAfter.getUTCMonth() + policy.x509_props.validity_months);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: policy.x509_props.subject,
    keys: await toCryptoKeys(pair),
    signingAlgorithm: algorithmOf(pair),
    // Positive: the first bit of the first byte is 0 (RFC 5280, 4.1.2.2).
    serialNumber: `5${randomBytes(16).toString("hex").slice(1)}`,
    notBefore,
    notAfter,
    extensions: await toExtensions(policy, pair),
  });
  return Buffer.from(certificate.rawData);
}

/** The request that another authority would sign; DER. */
export async function createSigningRequest(policy: CertificatePolicy, pair: KeyPair): Promise<Buffer> {
  x509.cryptoProvider.set(webcrypto);
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: policy.x509_props.subject,
    keys: await toCryptoKeys(pair),
    signingAlgorithm: algorithmOf(pair),
    extensions: await toExtensions(policy, pair, false),
  });
  return Buffer.from(request.rawData);
}

async function toExtensions({ x509_props: props }: CertificatePolicy, { publicKey }: KeyPair, withIds = true): Promise<x509.Extension[]> {
  const names = [
    ...(props.sans?.dns_names ?? []).map((value) => ({ type: "dns" as const, value })),
    ...(props.sans?.emails ?? []).map((value) => ({ type: "email" as const, value })),
    ...(props.sans?.upns ?? []).map((value) => ({ type: "upn" as const, value })),
    ...(props.sans?.uris ?? []).map((value) => ({ type: "url" as const, value })),
    ...(props.sans?.ipAddresses ?? []).map((value) => ({ type: "ip" as const, value })),
  ];
  const usages = props.key_usage.map((usage) => flags[usage]);
  const key = publicKey.export({ format: "der", type: "spki" });
  return [
    ...(usages.length === 0
      ? []
      : [
          new x509.KeyUsagesExtension(
            usages.reduce((all, one) => all | one),
            true,
          ),
        ]),
    new x509.BasicConstraintsExtension(false),
    ...(props.ekus.length === 0 ? [] : [new x509.ExtendedKeyUsageExtension([...props.ekus])]),
    ...(names.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(names)]),
    ...(withIds
      ? [
          await x509.SubjectKeyIdentifierExtension.create(new x509.PublicKey(key)),
          await x509.AuthorityKeyIdentifierExtension.create(new x509.PublicKey(key)),
        ]
      : []),
  ];
}

async function toCryptoKeys(pair: KeyPair): Promise<webcrypto.CryptoKeyPair> {
  const { privateKey, publicKey } = pair;
  const algorithm = algorithmOf(pair);
  const importKey = (format: "pkcs8" | "spki", key: KeyObject, use: "sign" | "verify"): Promise<webcrypto.CryptoKey> =>
    webcrypto.subtle.importKey(format, key.export({ format: "der", type: format as "pkcs8" }), algorithm, true, [use]);
  return { privateKey: await importKey("pkcs8", privateKey, "sign"), publicKey: await importKey("spki", publicKey, "verify") };
}
