import { Refusal } from "../../core/operation.ts";
import type { Json } from "../arm/body-check.ts";
import { flag, list, oneOf, structure, text, whole } from "../arm/shape.ts";
import { type Curve, curves } from "./elliptic-curve.ts";
import { curveNames, keyTypes } from "./key-material.ts";
import { attributesShape } from "./vault-body.ts";
import type { KeyType } from "./vault-keys.ts";

const keyUsages = ["digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyAgreement", "keyCertSign", "cRLSign", "encipherOnly", "decipherOnly"] as const; // prettier-ignore
export type KeyUsage = (typeof keyUsages)[number];

/** How a certificate is made and renewed, with every default filled in: `CertificatePolicy` of the wire. */
export interface CertificatePolicy {
  readonly key_props: {
    readonly exportable: boolean;
    readonly kty: KeyType;
    readonly key_size: number;
    readonly reuse_key: boolean;
    /** Of keys on one. */
    readonly crv?: Curve["name"];
  };
  readonly secret_props: { readonly contentType: string };
  readonly x509_props: {
    readonly subject: string;
    readonly sans?: Readonly<Partial<Record<"emails" | "dns_names" | "upns" | "uris" | "ipAddresses", readonly string[]>>>;
    readonly ekus: readonly string[];
    readonly key_usage: readonly KeyUsage[];
    readonly validity_months: number;
  };
  readonly lifetime_actions: readonly { readonly trigger: Json; readonly action: { readonly action_type: string } }[];
  readonly issuer: { readonly name: string; readonly cty?: string; readonly cert_transparency?: boolean };
  readonly attributes: { readonly enabled: boolean; readonly created: number; readonly updated: number };
}

/** `CertificatePolicy`. Source: @azure/keyvault-certificates 4.10.3, `certificatePolicySerializer`, read 2026-11-25. */
export const policyShape = structure({
  id: text(),
  key_props: structure({
    exportable: flag(),
    kty: oneOf(keyTypes),
    key_size: whole(0, 16_384),
    reuse_key: flag(),
    crv: oneOf(curveNames),
  }),
  secret_props: structure({ contentType: oneOf(["application/x-pkcs12", "application/x-pem-file"]) }),
  x509_props: structure({
    subject: text(),
    ekus: list(text()),
    sans: structure({ emails: list(text()), dns_names: list(text()), upns: list(text()), uris: list(text()), ipAddresses: list(text()) }),
    key_usage: list(oneOf(keyUsages)),
    validity_months: whole(1, 1200),
  }),
  lifetime_actions: list(
    structure({
      trigger: structure({ lifetime_percentage: whole(1, 99), days_before_expiry: whole(1, 36_500) }),
      action: structure({ action_type: oneOf(["AutoRenew", "EmailContacts"]) }),
    }),
  ),
  issuer: structure({ name: text(), cty: text(), cert_transparency: flag() }),
  attributes: attributesShape,
});

/**
 * A policy as it is kept: what is sent over what there was, over the service's defaults (RSA 2048, exportable, PKCS #12,
 * 12 months, server and client authentication, renewal at 80 % of the life).
 * Source: https://learn.microsoft.com/azure/key-vault/certificates/about-certificates and the answers shown in
 * https://learn.microsoft.com/rest/api/keyvault/certificates/create-certificate/create-certificate, read 2026-11-25.
 */
export function toCertificatePolicy(sent: Json, before: CertificatePolicy | undefined, nowSeconds: number): CertificatePolicy {
  const key = part(sent, "key_props");
  const x509 = part(sent, "x509_props");
  const issuer = part(sent, "issuer");
  const keyProps = toKeyProps(key, before?.key_props);
  const issuerName = (issuer["name"] as string | undefined) ?? before?.issuer.name;
  if (issuerName === undefined) throw bad("Property policy.issuer.name is required.");
  const subject = (x509["subject"] as string | undefined) ?? before?.x509_props.subject ?? "";
  const sans = withoutEmpty(part(x509, "sans"));
  const kept = Object.keys(sans).length > 0 ? sans : before?.x509_props.sans;
  if (subject === "" && kept === undefined) throw bad("Subject or subject alternative names are required in policy.x509_props.");
  const action = issuerName === "Unknown" ? "EmailContacts" : "AutoRenew";
  return {
    key_props: keyProps,
    secret_props: {
      contentType:
        (part(sent, "secret_props")["contentType"] as string | undefined) ?? before?.secret_props.contentType ?? "application/x-pkcs12",
    },
    x509_props: {
      subject,
      ...(kept === undefined ? {} : { sans: kept }),
      ekus: (x509["ekus"] as string[] | undefined) ?? before?.x509_props.ekus ?? ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"],
      key_usage: (x509["key_usage"] as KeyUsage[] | undefined) ?? before?.x509_props.key_usage ?? ["digitalSignature", "keyEncipherment"],
      validity_months: (x509["validity_months"] as number | undefined) ?? before?.x509_props.validity_months ?? 12,
    },
    lifetime_actions: (sent["lifetime_actions"] as CertificatePolicy["lifetime_actions"] | undefined) ??
      before?.lifetime_actions ?? [{ trigger: { lifetime_percentage: 80 }, action: { action_type: action } }],
    issuer: { name: issuerName, ...withoutName(issuer) },
    attributes: {
      enabled: (part(sent, "attributes")["enabled"] as boolean | undefined) ?? before?.attributes.enabled ?? true,
      created: before?.attributes.created ?? nowSeconds,
      updated: nowSeconds,
    },
  };
}

/** A new type of key forgets the size and the curve of the one before. */
function toKeyProps(sent: Json, before: CertificatePolicy["key_props"] | undefined): CertificatePolicy["key_props"] {
  const kty = (sent["kty"] as string | undefined) ?? before?.kty ?? "RSA";
  // ASSUMED: the words, and that keys of certificates are RSA or EC.
  if (kty.startsWith("oct")) throw bad(`Certificates cannot have keys of type '${kty}'.`);
  const kept = before?.kty === kty ? before : undefined;
  const common = {
    exportable: (sent["exportable"] as boolean | undefined) ?? before?.exportable ?? true,
    reuse_key: (sent["reuse_key"] as boolean | undefined) ?? before?.reuse_key ?? false,
  };
  if (kty.startsWith("EC")) {
    const crv = (sent["crv"] as Curve["name"] | undefined) ?? kept?.crv ?? "P-256";
    const curve = curves.find(({ name }) => name === crv);
    if (crv === "P-256K" || curve === undefined) throw bad(`Curve '${crv}' is not supported for certificates.`); // ASSUMED
    return { ...common, kty: kty as KeyType, crv, key_size: curve.order.toString(2).length };
  }
  const keySize = (sent["key_size"] as number | undefined) ?? kept?.key_size ?? 2048;
  if (![2048, 3072, 4096].includes(keySize)) throw bad(`The specified RSA public key size ${keySize} is not supported.`);
  return { ...common, kty: kty as KeyType, key_size: keySize };
}

function part(from: Json, name: string): Json {
  return (from[name] ?? {}) as Json;
}

function withoutEmpty(sans: Json): NonNullable<CertificatePolicy["x509_props"]["sans"]> {
  return Object.fromEntries(Object.entries(sans).filter(([, names]) => (names as readonly string[]).length > 0));
}

function withoutName(issuer: Json): Json {
  return Object.fromEntries(Object.entries(issuer).filter(([name]) => name !== "name"));
}

function bad(message: string): Refusal {
  return new Refusal(400, "BadParameter", message);
}
