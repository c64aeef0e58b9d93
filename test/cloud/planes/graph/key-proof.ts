import { X509Certificate } from "node:crypto";
import { decodeToken, hasValidSignature } from "../../core/json-web-token.ts";
import { Refusal } from "../../core/operation.ts";
import type { DirectoryObject } from "./directory-object.ts";
import type { Directory } from "./directory.ts";

/** Audience of a proof. Source: https://learn.microsoft.com/graph/application-rollkey-prooftoken, read 2026-11-25. */
const proofAudience = "00000002-0000-0000-c000-000000000000";
/** Longest life of a proof in seconds, with five minutes of skew (ASSUMED). Source: as above ("10 minutes after nbf"). */
const maxLifeSeconds = 600;
const skewSeconds = 300;

/**
 * The proof of possession that rolling a key needs: a JWT of the object itself, signed with a certificate that it has and
 * that is in force. Source: https://learn.microsoft.com/graph/application-rollkey-prooftoken, read 2026-11-25; code and text
 * of the refusal are ASSUMED from practice.
 */
export function requireProof(directory: Directory, object: DirectoryObject, proof: unknown): void {
  const decoded = typeof proof === "string" ? decodeToken(proof) : undefined;
  const { aud, iss, nbf, exp } = decoded?.claims ?? {};
  const nowSeconds = directory.nowMs() / 1000;
  const isInTime =
    typeof nbf === "number" &&
    typeof exp === "number" &&
    nbf <= nowSeconds + skewSeconds &&
    exp > nowSeconds - skewSeconds &&
    exp - nbf <= maxLifeSeconds;
  const isSigned =
    decoded !== undefined &&
    [...object.certificates.values()].some((stored) => {
      const certificate = new X509Certificate(Buffer.from(stored, "base64"));
      return Date.parse(certificate.validTo) > directory.nowMs() && hasValidSignature(decoded, certificate.publicKey);
    });
  if (aud === proofAudience && iss === object.objectId && isInTime && isSigned) return;
  throw new Refusal(401, "Authentication_MissingOrMalformed", "Access Token missing or malformed.");
}
