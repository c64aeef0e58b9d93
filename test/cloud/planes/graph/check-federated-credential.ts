import { Refusal } from "../../core/operation.ts";
import { isRecord } from "./check-body.ts";
import { parseClaimsMatching } from "./claims-matching.ts";
import type { DirectoryObject, JsonObject } from "./directory-object.ts";
import { graphRefusals } from "./graph-refusal.ts";

/** Longest value of each member in characters. Source: https://learn.microsoft.com/graph/api/resources/federatedidentitycredential, read 2026-11-25. */
const maxLengths = { issuer: 600, subject: 600, description: 600, audiences: 600 } as const;

/** Required members, one audience, a URL for an issuer, and neither name nor issuer and subject twice; texts ASSUMED from practice. */
export function checkFederatedCredential(application: DirectoryObject, credential: JsonObject): void {
  const expression = credential["claimsMatchingExpression"];
  for (const property of ["name", "issuer", "audiences", ...(expression === null || expression === undefined ? ["subject"] : [])]) {
    const value = credential[property];
    if (value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0))
      throw graphRefusals.missingProperty(property, "federatedIdentityCredential");
  }
  const { name, issuer, subject, audiences } = credential;
  if ((audiences as unknown[]).length > 1)
    throw graphRefusals.badRequest("Only one audience is supported for federated identity credentials.");
  if (!/^[A-Za-z0-9][\w-]{2,119}$/.test(String(name)))
    throw graphRefusals.badRequest("Federated identity credential name contains invalid characters or has an invalid length.");
  for (const [property, maxLength] of Object.entries(maxLengths)) {
    if ([credential[property]].flat().some((value) => typeof value === "string" && value.length > maxLength))
      throw graphRefusals.badRequest(`The value of property '${property}' exceeds the maximum length of ${maxLength}.`);
  }
  if (!URL.canParse(String(issuer))) throw graphRefusals.badRequest("Federated identity credential issuer must be a valid URL.");
  if (isRecord(expression)) checkExpression(expression, subject);
  for (const other of application.federatedCredentials.values()) {
    if (other["id"] === credential["id"]) continue;
    if (other["name"] === name) throw refuseTwin(`FederatedIdentityCredential with name ${String(name)} already exists.`);
    if (typeof subject === "string" && other["issuer"] === issuer && other["subject"] === subject)
      throw refuseTwin(`FederatedIdentityCredential with issuer ${String(issuer)} and subject ${subject} already exists on application.`);
  }
}

/** Beta's flexible credentials: an expression instead of a subject. Source: ../shared/facts/cloud-wire.md 1.6 (the provider's own note: language version 1). */
function checkExpression({ value, languageVersion }: JsonObject, subject: unknown): void {
  if (typeof subject === "string") throw graphRefusals.badRequest("Only one of subject and claimsMatchingExpression can be set.");
  if (languageVersion !== 1) throw graphRefusals.badRequest("claimsMatchingExpression languageVersion must be 1.");
  if (typeof value !== "string" || parseClaimsMatching(value) === undefined)
    throw graphRefusals.badRequest("claimsMatchingExpression value is not a valid expression.");
}

function refuseTwin(message: string): Refusal {
  return new Refusal(409, "Request_MultipleObjectsWithSameKeyValue", message);
}
