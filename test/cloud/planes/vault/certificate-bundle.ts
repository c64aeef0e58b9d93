import { createHash } from "node:crypto";
import type { CertificatePolicy } from "./certificate-policy.ts";
import { toAttributes, type VaultRecovery } from "./object-attributes.ts";
import type { CertificateVersion, PendingCertificate, VaultCertificates } from "./vault-certificates.ts";

type Json = Record<string, unknown>;

/** SHA-1 of the certificate, as `x5t` of JWK. */
function thumbprintOf(certificate: Buffer): string {
  return createHash("sha1").update(certificate).digest("base64url");
}

export function toPolicyAnswer(origin: string, name: string, policy: CertificatePolicy): Json {
  return { id: `${origin}/certificates/${name}/policy`, ...policy };
}

/** A certificate as lists have it. */
export function toCertificateItem(
  certificates: VaultCertificates,
  vaultName: string,
  name: string,
  version: CertificateVersion,
  recovery: VaultRecovery,
  withVersion: boolean,
): Json {
  return {
    id: certificates.uriOf(vaultName, name, withVersion ? version.version : undefined),
    x5t: thumbprintOf(version.certificate),
    attributes: toAttributes(version, recovery),
    ...(version.tags === undefined ? {} : { tags: version.tags }),
  };
}

/** A certificate with its public part. Source: https://learn.microsoft.com/rest/api/keyvault/certificates/get-certificate/get-certificate, read 2026-11-25. */
export function toCertificateBundle(
  certificates: VaultCertificates,
  vaultName: string,
  name: string,
  version: CertificateVersion,
  recovery: VaultRecovery,
): Json {
  const id = certificates.uriOf(vaultName, name, version.version);
  const policy = certificates.policyOf(vaultName, name);
  return {
    id,
    kid: id.replace("/certificates/", "/keys/"),
    sid: id.replace("/certificates/", "/secrets/"),
    x5t: thumbprintOf(version.certificate),
    cer: version.certificate.toString("base64"),
    attributes: toAttributes(version, recovery),
    ...(version.tags === undefined ? {} : { tags: version.tags }),
    ...(policy === undefined ? {} : { policy: toPolicyAnswer(new URL(id).origin, name, policy) }),
  };
}

/** A first version that is not there yet: the certificate can be read, and has no key, secret or content. Source: hashicorp/terraform-provider-azurerm, key_vault_certificate_resource (waits for `sid`), read 2026-11-25. */
export function toPendingBundle(
  certificates: VaultCertificates,
  vaultName: string,
  { name, version, fields, createdSeconds }: PendingCertificate,
  recovery: VaultRecovery,
): Json {
  const id = certificates.uriOf(vaultName, name, version);
  const policy = certificates.policyOf(vaultName, name);
  return {
    id,
    attributes: toAttributes({ ...fields, version, enabled: false, created: createdSeconds, updated: createdSeconds }, recovery),
    ...(fields.tags === undefined ? {} : { tags: fields.tags }),
    ...(policy === undefined ? {} : { policy: toPolicyAnswer(new URL(id).origin, name, policy) }),
  };
}

/** `CertificateOperation`. Source: https://learn.microsoft.com/rest/api/keyvault/certificates/get-certificate-operation/get-certificate-operation, read 2026-11-25. */
export function toOperationAnswer(origin: string, pending: PendingCertificate, policy: CertificatePolicy | undefined): Json {
  return {
    id: `${origin}/certificates/${pending.name}/pending`,
    issuer: policy?.issuer ?? {},
    csr: pending.signingRequest.toString("base64"),
    cancellation_requested: pending.isCancelling,
    status: pending.status,
    ...(pending.status === "inProgress"
      ? {
          status_details:
            policy?.issuer.name === "Unknown"
              ? "Pending certificate created. Please Perform Merge to complete the request."
              : "Pending certificate created. Certificate request is in progress. This may take some time based on the issuer provider. Please check again later.",
        }
      : {}),
    ...(pending.status === "completed" ? { target: `${origin}/certificates/${pending.name}` } : {}),
    ...(pending.error === undefined ? {} : { error: pending.error }),
    request_id: pending.requestId,
  };
}
