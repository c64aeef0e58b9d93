import { Refusal } from "../../core/operation.ts";
import { isRecord } from "./check-body.ts";
import { checkAppRoles, checkScopes } from "./check-entitlements.ts";
import { checkRedirectUris } from "./check-redirect-uris.ts";
import type { DirectoryObject, JsonObject } from "./directory-object.ts";
import type { Directory } from "./directory.ts";
import { graphRefusals } from "./graph-refusal.ts";

/** Longest texts in characters. Source: https://learn.microsoft.com/graph/api/resources/application, read 2026-11-25. */
const maxLengths = { displayName: 256, description: 1024, notes: 1024, tags: 256 } as const;
const groupClaims: ReadonlySet<string> = new Set(["None", "SecurityGroup", "DirectoryRole", "ApplicationGroup", "All"]);
/** Resources and permissions that may be asked for. Source: as above ("no more than 50 … must not exceed 400"). */
const maxResources = 50;
const maxPermissions = 400;

/** Rules across properties and objects, before anything changes. */
export function checkApplication(directory: Directory, properties: JsonObject, current: DirectoryObject | undefined): void {
  for (const [property, maxLength] of Object.entries(maxLengths)) {
    if ([properties[property]].flat().some((value) => typeof value === "string" && value.length > maxLength))
      throw graphRefusals.invalidValue(property, "application");
  }
  checkRequestedAccess(properties["requiredResourceAccess"]);
  for (const property of ["identifierUris", "uniqueName"]) checkUnique(directory, property, properties[property], current);
  checkIdentifierUris(directory, properties["identifierUris"]);
  checkRedirectUris(properties);
  checkClaims(properties);
  checkAppRoles(properties["appRoles"], current?.body["appRoles"]);
  const api = properties["api"];
  const currentApi = current?.body["api"] as JsonObject | undefined;
  if (isRecord(api)) checkScopes(api["oauth2PermissionScopes"], currentApi?.["oauth2PermissionScopes"]);
  checkTokenVersion(
    isRecord(api) && api["requestedAccessTokenVersion"] !== undefined
      ? api["requestedAccessTokenVersion"]
      : currentApi?.["requestedAccessTokenVersion"],
    properties["signInAudience"] ?? current?.body["signInAudience"],
  );
}

/** 1, 2 or null; personal accounts need 2. Source: https://learn.microsoft.com/graph/api/resources/apiapplication, read 2026-11-26; text ASSUMED. */
function checkTokenVersion(version: unknown, audience: unknown): void {
  const isPersonal = audience === "AzureADandPersonalMicrosoftAccount" || audience === "PersonalMicrosoftAccount";
  if (isPersonal ? version !== 2 : ![1, 2, null, undefined].some((known) => known === version))
    throw graphRefusals.invalidValue("requestedAccessTokenVersion", "apiApplication");
}

/** Source: https://learn.microsoft.com/graph/api/resources/application and optionalclaim, read 2026-11-26 (`ApplicationGroup` and `DirectoryRole`: the provider's schema). */
function checkClaims({ groupMembershipClaims, optionalClaims }: JsonObject): void {
  if (typeof groupMembershipClaims === "string" && !groupMembershipClaims.split(",").every((claim) => groupClaims.has(claim.trim())))
    throw graphRefusals.invalidValue("groupMembershipClaims", "application");
  const claims = isRecord(optionalClaims) ? Object.values(optionalClaims).flat().filter(isRecord) : [];
  if (claims.some(({ name }) => name === undefined || name === "")) throw graphRefusals.missingProperty("name", "optionalClaim");
}

/**
 * A value that another application has, in the recycle bin too (ASSUMED, from reports that it must be emptied first).
 * Source: the text in terraform-provider-azuread and az issues, read 2026-11-25; its status is ASSUMED.
 */
function checkUnique(directory: Directory, property: string, value: unknown, current: DirectoryObject | undefined): void {
  for (const wanted of [value ?? []].flat()) {
    const others = [...directory.store.list("application").map(({ body }) => body), ...directory.store.listDeleted("application")];
    if (others.some((other) => other["id"] !== current?.objectId && [other[property]].flat().includes(wanted)))
      throw new Refusal(400, "Request_BadRequest", `Another object with the same value for property ${property} already exists.`);
  }
}

/** Source: https://learn.microsoft.com/entra/identity-platform/identifier-uri-restrictions, read 2026-11-25; code and text as they are seen in practice. */
function checkIdentifierUris(directory: Directory, value: unknown): void {
  const { defaultDomain } = directory.tenant;
  const uris: readonly unknown[] = [value ?? []].flat();
  if (!uris.every((uri) => typeof uri === "string" && /^[a-z][a-z0-9+.-]*:\S+$/i.test(uri)))
    throw graphRefusals.invalidValue("identifierUris", "application");
  if (new Set(uris).size < uris.length) throw graphRefusals.duplicateValues("identifierUris");
  for (const uri of uris) {
    if (typeof uri !== "string" || !/^https?:/i.test(uri)) continue;
    const host = URL.parse(uri)?.hostname.toLowerCase() ?? "";
    if (host === defaultDomain || host.endsWith(`.${defaultDomain}`)) continue;
    throw new Refusal(
      400,
      "HostNameNotOnVerifiedDomain",
      `Values of identifierUris property must use a verified domain of the organization or its subdomain: '${uri}'`,
    );
  }
}

function checkRequestedAccess(value: unknown): void {
  if (!isArrayOfRecords(value)) return;
  for (const access of value) {
    if (access["resourceAppId"] === undefined) throw graphRefusals.missingProperty("resourceAppId", "requiredResourceAccess");
    if (access["resourceAccess"] === undefined) throw graphRefusals.missingProperty("resourceAccess", "requiredResourceAccess");
    const isWhole = (access["resourceAccess"] as readonly JsonObject[]).every(
      ({ id, type }) => id !== undefined && typeof type === "string",
    );
    if (!isWhole) throw graphRefusals.invalidValue("resourceAccess", "requiredResourceAccess");
  }
  const resources = value.map(({ resourceAppId }) => String(resourceAppId).toLowerCase());
  if (new Set(resources).size < resources.length) throw graphRefusals.duplicateValues("requiredResourceAccess");
  const permissions = value.flatMap((access) => access["resourceAccess"] as readonly unknown[]);
  if (value.length > maxResources || permissions.length > maxPermissions)
    throw graphRefusals.invalidValue("requiredResourceAccess", "application");
}

function isArrayOfRecords(value: unknown): value is JsonObject[] {
  return Array.isArray(value) && value.every(isRecord);
}
