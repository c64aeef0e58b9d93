import { createHash, X509Certificate } from "node:crypto";
import { Refusal } from "../../core/operation.ts";
import { requireAllowedCredential } from "./credential-restrictions.ts";
import type { DirectoryObject, JsonObject } from "./directory-object.ts";
import type { Directory } from "./directory.ts";
import { graphRefusals } from "./graph-refusal.ts";

/**
 * Replaces an object's certificates by those of a PATCH: entries without `key` must exist already and stay as they are,
 * entries with one are new. Source: https://learn.microsoft.com/graph/api/resources/keycredential, read 2026-11-25, and
 * ../shared/facts/cloud-wire.md 1.6 (the client makes the `keyId`; `key` is base64 of DER or of PEM).
 */
export function replaceKeyCredentials(directory: Directory, object: DirectoryObject, wanted: readonly JsonObject[]): void {
  const current = new Map(
    (object.body["keyCredentials"] as JsonObject[]).map((credential) => [String(credential["keyId"]).toLowerCase(), credential]),
  );
  const kept: JsonObject[] = [];
  const certificates = new Map<string, string>();
  for (const credential of wanted) {
    const keyId = toKeyId(credential) ?? directory.nextGuid(`certificate/${object.objectId}`);
    const existing = current.get(keyId);
    if (existing !== undefined) {
      kept.push(existing);
      const stored = object.certificates.get(keyId);
      if (stored !== undefined) certificates.set(keyId, stored);
      continue;
    }
    const certificate = parseCertificate(credential["key"]);
    const added = toCredential(directory, credential, keyId, certificate);
    requireAllowedCredential(directory, object, {
      kind: "certificate",
      startDateTime: String(added["startDateTime"]),
      endDateTime: String(added["endDateTime"]),
    });
    kept.push(added);
    certificates.set(keyId, certificate.raw.toString("base64"));
  }
  object.body["keyCredentials"] = kept;
  object.certificates.clear();
  for (const [keyId, stored] of certificates) object.certificates.set(keyId, stored);
}

function toKeyId(credential: JsonObject): string | undefined {
  return typeof credential["keyId"] === "string" ? credential["keyId"].toLowerCase() : undefined;
}

function parseCertificate(key: unknown): X509Certificate {
  if (typeof key !== "string" || key === "") throw new Refusal(400, "KeyCredentialsInvalid", "Key value is missing or invalid.");
  try {
    return new X509Certificate(Buffer.from(key, "base64"));
  } catch {
    throw new Refusal(400, "KeyCredentialsInvalid", "Key value is invalid certificate.");
  }
}

function toCredential(directory: Directory, credential: JsonObject, keyId: string, certificate: X509Certificate): JsonObject {
  if (credential["type"] !== "AsymmetricX509Cert") throw graphRefusals.invalidValue("keyCredentials", "application");
  if (credential["usage"] !== "Verify" && credential["usage"] !== "Sign") throw graphRefusals.invalidValue("keyCredentials", "application");
  const endDateTime = toTimestamp(credential["endDateTime"], new Date(certificate.validTo));
  const startDateTime = toTimestamp(credential["startDateTime"], new Date(certificate.validFrom));
  // Source: the codes of terraform-provider-azuread issues; texts ASSUMED.
  if (Date.parse(endDateTime) > Date.parse(certificate.validTo)) {
    throw new Refusal(400, "KeyCredentialsInvalidEndDate", "Key credential end date is invalid.");
  }
  if (Date.parse(startDateTime) < Date.parse(certificate.validFrom)) {
    throw new Refusal(400, "KeyCredentialsInvalidStartDate", "Key credential start date is invalid.");
  }
  if (Date.parse(endDateTime) <= directory.nowMs())
    throw new Refusal(400, "KeyCredentialsInvalidEndDate", "Key credential end date is invalid.");
  return {
    customKeyIdentifier: createHash("sha1").update(certificate.raw).digest("hex").toUpperCase(),
    displayName: credential["displayName"] ?? certificate.subject,
    endDateTime,
    key: null,
    keyId,
    startDateTime,
    type: credential["type"],
    usage: credential["usage"],
  };
}

function toTimestamp(value: unknown, otherwise: Date): string {
  return `${new Date(typeof value === "string" ? value : otherwise).toISOString().slice(0, 19)}Z`;
}
