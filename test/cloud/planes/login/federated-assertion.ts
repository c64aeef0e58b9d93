import { createPublicKey, type KeyObject } from "node:crypto";
import { isIP } from "node:net";
import { type DecodedToken, hasValidSignature } from "../../core/json-web-token.ts";
import type { CompleteSeed } from "../../core/seed.ts";
import { parseClaimsMatching } from "../graph/claims-matching.ts";
import type { JsonObject } from "../graph/directory-object.ts";
import { refuseSignIn } from "./aadsts.ts";
import type { Client } from "./client-lookup.ts";

export interface FederationParts {
  /** This run's own issuer and key: a managed identity may stand in for a secret. */
  readonly ownIssuers: readonly string[];
  readonly ownKey: KeyObject;
  /** An issuer outside of this cloud whose key is at hand. */
  readonly pipeline?: { readonly issuer: string; readonly publicKey: KeyObject } | undefined;
  /** Keys that the seed gives for issuers elsewhere. */
  readonly seededIssuers: CompleteSeed["federatedIssuers"];
  readonly warn: (message: string) => void;
}

/**
 * Checks an assertion of another issuer against the application's federated credentials: issuer, subject and audience,
 * with case. The signature is checked with the issuer's published keys when the issuer is this cloud, its pipeline or on loopback, and
 * with the seed's where it has some; for any other it is ASSUMED good (nothing may leave this machine) and a warning says so.
 * Source: https://learn.microsoft.com/entra/workload-id/workload-identity-federation, read 2026-11-25.
 */
export async function checkFederatedAssertion(decoded: DecodedToken, { application }: Client, parts: FederationParts): Promise<void> {
  const { iss, sub, aud } = decoded.claims;
  const issuer = String(iss);
  const audiences = Array.isArray(aud) ? aud.map(String) : [String(aud)];
  const records = [...application.federatedCredentials.values()];
  const ofIssuer = records.filter((record) => record["issuer"] === issuer);
  const ofSubject = ofIssuer.filter((record) => matchesSubject(record, decoded.claims));
  if (records.length === 0 || (ofIssuer.length === 0 && records.some((record) => record["subject"] === sub))) {
    throw refuse(700211, "issuer", issuer);
  }
  if (ofSubject.length === 0) throw refuse(700213, "subject", String(sub));
  if (!ofSubject.some((record) => (record["audiences"] as string[]).some((wanted) => audiences.includes(wanted)))) {
    throw refuse(700212, "audience", audiences.join(","));
  }
  const keys = await findKeys(issuer, parts);
  if (keys === undefined) {
    parts.warn(`the signature of a federated assertion of ${issuer} was not checked: its keys are not on this machine`);
    return;
  }
  if (!keys.some((key) => hasValidSignature(decoded, key))) {
    throw refuseSignIn("invalid_client", 50013, "Assertion failed signature validation. [Reason - The key was not found.]");
  }
}

/** By subject, with case; or by the expression of a flexible credential. */
function matchesSubject(record: JsonObject, claims: DecodedToken["claims"]): boolean {
  const expression = record["claimsMatchingExpression"] as { readonly value: string } | null | undefined;
  if (expression === null || expression === undefined) return record["subject"] === claims["sub"];
  return parseClaimsMatching(expression.value)?.(claims) === true;
}

function refuse(code: number, what: string, presented: string): Error {
  return refuseSignIn(
    "invalid_client",
    code,
    `No matching federated identity record found for presented assertion ${what} '${presented}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation`,
  );
}

/** The issuer's keys; undefined when they would have to be fetched from outside. */
async function findKeys(issuer: string, parts: FederationParts): Promise<readonly KeyObject[] | undefined> {
  if (parts.ownIssuers.includes(issuer)) return [parts.ownKey];
  if (parts.pipeline?.issuer === issuer) return [parts.pipeline.publicKey];
  const seeded = parts.seededIssuers.find((known) => known.issuer === issuer);
  if (seeded !== undefined) return seeded.keys.map((jwk) => createPublicKey({ key: jwk, format: "jwk" }));
  if (!URL.canParse(issuer) || !isLoopback(new URL(issuer).hostname)) return undefined;
  try {
    const configuration = await fetchJson(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`);
    const keySet = await fetchJson(String(configuration["jwks_uri"]));
    return (keySet["keys"] as Record<string, unknown>[]).map((jwk) => createPublicKey({ key: jwk, format: "jwk" }));
  } catch (error) {
    throw refuseSignIn(
      "invalid_request",
      50166,
      `Request to External OIDC endpoint failed. (${error instanceof Error ? error.message : "unknown"})`,
    );
  }
}

async function fetchJson(url: string): Promise<Record<string, unknown>> {
  if (!isLoopback(new URL(url).hostname)) throw new Error("the key set is not on this machine");
  const response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(5000) });
  return (await response.json()) as Record<string, unknown>;
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || (isIP(hostname) === 4 && hostname.startsWith("127."));
}
