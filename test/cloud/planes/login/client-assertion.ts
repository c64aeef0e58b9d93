import { createHash, X509Certificate } from "node:crypto";
import { type DecodedToken, decodeToken, hasValidSignature } from "../../core/json-web-token.ts";
import type { JsonObject } from "../graph/directory-object.ts";
import { refuseSignIn } from "./aadsts.ts";
import type { Client } from "./client-lookup.ts";
import { checkFederatedAssertion, type FederationParts } from "./federated-assertion.ts";
import type { TokenRequest } from "./token-request.ts";

/** How far a client's clock may be off, in seconds. Source: https://learn.microsoft.com/entra/identity-platform/certificate-credentials, read 2026-11-25 (ASSUMED five minutes). */
const skewSeconds = 300;

export interface AssertionParts extends FederationParts {
  readonly loginOrigin: string;
  readonly tenantId: string;
  /** A client may name the tenant by its domain, in the token URL and so in the audience. */
  readonly tenantDomain: string;
  readonly wallMs: () => number;
  /** The cloud's clock, on which lives run. */
  readonly nowMs: () => number;
}

/**
 * Checks a client assertion: one that names itself (`iss` = `sub` = client id) must be signed with a certificate of the
 * application, found by `kid` or `x5t` (SHA-1) or `x5t#S256`; any other must match a federated credential.
 * How long an assertion may live is not limited ("doesn't place restrictions on the exp time currently"), and its `jti` is not
 * remembered (ASSUMED): federated tokens are sent again and again until they end.
 * Source: https://learn.microsoft.com/entra/identity-platform/certificate-credentials; ../shared/facts/cloud-wire.md 1.3, read 2026-11-25.
 */
export async function checkAssertion(assertion: string, request: TokenRequest, client: Client, parts: AssertionParts): Promise<void> {
  const decoded = decodeToken(assertion);
  if (decoded === undefined) throw refuseSignIn("invalid_request", 50027, "JWT token is invalid or malformed.");
  const { iss, sub } = decoded.claims;
  checkLife(decoded, parts);
  if (iss === sub && sub === request.clientId) {
    checkCertificateAssertion(decoded, client, parts);
    return;
  }
  if (iss === sub) {
    throw refuseSignIn(
      "invalid_client",
      700021,
      "Client assertion application identifier doesn't match 'client_id' parameter. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .",
    );
  }
  await checkFederatedAssertion(decoded, client, parts);
}

function checkLife({ claims }: DecodedToken, parts: AssertionParts): void {
  const nowSeconds = parts.wallMs() / 1000;
  const notBefore = Number(claims["nbf"] ?? claims["iat"] ?? 0);
  const expires = Number(claims["exp"]);
  if (expires > nowSeconds - skewSeconds && notBefore < nowSeconds + skewSeconds) return;
  const show = (seconds: number): string => (Number.isFinite(seconds) ? new Date(seconds * 1000).toISOString() : "(none)");
  throw refuseSignIn(
    "invalid_client",
    700024,
    `Client assertion is not within its valid time range. Current time: ${show(nowSeconds)}, assertion valid from ${show(notBefore)}, expiry time of assertion ${show(expires)}. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .`,
  );
}

function checkCertificateAssertion(decoded: DecodedToken, { application, principal }: Client, parts: AssertionParts): void {
  const audiences = ["/oauth2/v2.0/token", "/oauth2/token", "/v2.0", "/", ""].flatMap((path) =>
    [parts.tenantId, parts.tenantDomain].map((tenant) => `${parts.loginOrigin}/${tenant}${path}`),
  );
  if (!audiences.includes(String(decoded.claims["aud"]))) {
    throw refuseSignIn(
      "invalid_client",
      700023,
      "Client assertion audience claim does not match Realm issuer. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .",
    );
  }
  const thumbprint = toThumbprint(decoded.header);
  for (const owner of [application, principal]) {
    for (const credential of owner.body["keyCredentials"] as JsonObject[]) {
      const stored = owner.certificates.get(String(credential["keyId"]));
      if (stored === undefined) continue;
      const certificate = new X509Certificate(Buffer.from(stored, "base64"));
      if (!isNamedBy(certificate, decoded.header)) continue;
      if (!hasValidSignature(decoded, certificate.publicKey)) {
        throw refuseKey(application.objectId, "The provided signature value did not match the expected signature value.", thumbprint);
      }
      if (Date.parse(String(credential["endDateTime"])) <= parts.nowMs())
        throw refuseKey(application.objectId, "The key used is expired.", thumbprint);
      if (Date.parse(String(credential["startDateTime"])) > parts.nowMs() + skewSeconds * 1000) {
        throw refuseKey(application.objectId, "The key used is not yet valid.", thumbprint);
      }
      return;
    }
  }
  throw refuseKey(application.objectId, "The key was not found.", thumbprint);
}

/** The Terraform provider names a certificate by `kid` (SHA-1, padded base64url), MSAL by `x5t` or `x5t#S256`. */
function isNamedBy(certificate: X509Certificate, header: DecodedToken["header"]): boolean {
  const sha1 = createHash("sha1").update(certificate.raw).digest();
  const sha256 = createHash("sha256").update(certificate.raw).digest("base64url");
  const names = [header["kid"], header["x5t"]].filter((name): name is string => typeof name === "string");
  if (header["x5t#S256"] === sha256) return true;
  return names.some(
    (name) => name.replace(/=+$/, "") === sha1.toString("base64url") || name.toUpperCase() === sha1.toString("hex").toUpperCase(),
  );
}

function toThumbprint(header: DecodedToken["header"]): string {
  const name = header["x5t"] ?? header["kid"] ?? header["x5t#S256"];
  return typeof name === "string" ? Buffer.from(name, "base64url").toString("hex").toUpperCase() : "";
}

function refuseKey(applicationObjectId: string, reason: string, thumbprint: string): Error {
  return refuseSignIn(
    "invalid_client",
    700027,
    `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - ${reason}, Thumbprint of key used by client: '${thumbprint}', Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '${applicationObjectId}'.]`,
  );
}
