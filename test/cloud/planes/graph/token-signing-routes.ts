import { createHash, type X509Certificate } from "node:crypto";
import { checkParameters } from "./check-parameters.ts";
import type { DirectoryObject, JsonObject } from "./directory-object.ts";
import type { Directory } from "./directory.ts";
import { findObject } from "./find-object.ts";
import { graphRefusals } from "./graph-refusal.ts";
import { toServiceRoot } from "./graph-reply.ts";
import { graphPage, type GraphRoute } from "./graph-route.ts";
import type { Rights } from "./rights.ts";
import { createSelfSignedCertificate } from "./self-signed-certificate.ts";

/** Years that a certificate without an end lives, at most. Source: https://learn.microsoft.com/graph/api/serviceprincipal-addtokensigningcertificate, read 2026-11-25. */
const maxYears = 3;

/**
 * `addTokenSigningCertificate`: a pair of key credentials (to sign, to verify) and the password of the private key, all
 * under one `customKeyIdentifier`; the answer is the one to verify.
 */
export function createTokenSigningRoutes(directory: Directory, rights: Rights): readonly GraphRoute[] {
  return [
    {
      name: "servicePrincipals.add-token-signing-certificate",
      method: "POST",
      path: "/servicePrincipals/{key}/addTokenSigningCertificate",
      source: `${graphPage("serviceprincipal-addtokensigningcertificate")}; refusals ASSUMED`,
      handle: async (request) => {
        const principal = findObject(directory, "servicePrincipal", request.params["key"] ?? "");
        rights.requireWriting(request, principal);
        const { displayName, endDateTime } = checkParameters(request.json(), "addTokenSigningCertificate", {
          displayName: "string?",
          endDateTime: "dateTime?",
        });
        const subject = typeof displayName === "string" ? displayName : "CN=Microsoft Azure Federated SSO Certificate";
        if (!subject.startsWith("CN=")) throw graphRefusals.badRequest("The displayName must start with 'CN='.");
        const nowMs = directory.nowMs();
        const latest = new Date(nowMs);
        latest.setUTCFullYear(latest.getUTCFullYear() + maxYears);
        const endMs = typeof endDateTime === "string" ? Date.parse(endDateTime) : latest.getTime();
        if (endMs <= nowMs || endMs > latest.getTime())
          throw graphRefusals.badRequest("The endDateTime must be in the future, and at most three years from now.");
        const certificate = await createSelfSignedCertificate(subject, nowMs, endMs);
        return {
          status: 200,
          json: {
            "@odata.context": `${toServiceRoot(request)}/$metadata#microsoft.graph.selfSignedCertificate`,
            ...addSigningCertificate(directory, principal, certificate, subject),
          },
        };
      },
    },
  ];
}

function addSigningCertificate(
  directory: Directory,
  principal: DirectoryObject,
  certificate: X509Certificate,
  displayName: string,
): JsonObject {
  const thumbprint = createHash("sha1").update(certificate.raw).digest();
  const toTimestamp = (text: string): string => `${new Date(text).toISOString().slice(0, 19)}Z`;
  const shared = {
    customKeyIdentifier: thumbprint.toString("base64"),
    displayName,
    endDateTime: toTimestamp(certificate.validTo),
    startDateTime: toTimestamp(certificate.validFrom),
  };
  const nextKeyId = (use: string): string => directory.nextGuid(`token signing ${use}/${principal.objectId}`);
  const verify = { ...shared, key: null, keyId: nextKeyId("verify"), type: "AsymmetricX509Cert", usage: "Verify" };
  const sign = { ...shared, key: null, keyId: nextKeyId("sign"), type: "X509CertAndPassword", usage: "Sign" };
  const password = { ...shared, displayName: null, hint: null, keyId: sign.keyId, secretText: null };
  const der = certificate.raw.toString("base64");
  principal.certificates.set(verify.keyId, der);
  principal.body["keyCredentials"] = [sign, verify, ...(principal.body["keyCredentials"] as JsonObject[])];
  principal.body["passwordCredentials"] = [password, ...(principal.body["passwordCredentials"] as JsonObject[])];
  return { ...verify, key: der, thumbprint: thumbprint.toString("hex").toUpperCase() };
}
