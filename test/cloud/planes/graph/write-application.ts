import { Refusal } from "../../core/operation.ts";
import { isRecord } from "./check-body.ts";
import type { DirectoryObject, JsonObject } from "./directory-object.ts";
import type { Directory } from "./directory.ts";
import { graphRefusals } from "./graph-refusal.ts";
import { keepPasswords } from "./keep-passwords.ts";
import { replaceKeyCredentials } from "./key-credentials.ts";
import { mergePatch } from "./merge-patch.ts";
import { addApplication, copyApplicationProperties } from "./new-application.ts";
import { createApplicationBody } from "./application-bodies.ts";
import { toNewSecret } from "./password-routes.ts";

/** Creates an application from checked properties; answers its body with the text of secrets made on the way. */
export function createApplication(
  directory: Directory,
  properties: JsonObject,
): { readonly application: DirectoryObject; readonly body: JsonObject } {
  const { passwordCredentials, keyCredentials, ...rest } = withWholeClaims(properties);
  if (typeof rest["displayName"] !== "string" || rest["displayName"] === "")
    throw graphRefusals.missingProperty("displayName", "application");
  checkApplication(directory, rest, undefined);
  const defaults = createApplicationBody({ objectId: "", clientId: "", createdDateTime: "", publisherDomain: "" });
  const merged = mergePatch(defaults, rest, defaults);
  const { id: _id, appId: _appId, createdDateTime: _created, publisherDomain: _domain, ...chosen } = merged;
  const application = addApplication(directory, withDefaultedItems(chosen));
  try {
    const secrets = isArrayOfRecords(passwordCredentials)
      ? passwordCredentials.map((wanted) => toNewSecret(directory, application, wanted))
      : [];
    if (isArrayOfRecords(keyCredentials)) replaceKeyCredentials(directory, application, keyCredentials);
    const body = secrets.length === 0 ? application.body : { ...application.body, passwordCredentials: secrets.toReversed() };
    return { application, body };
  } catch (error) {
    // Nothing stays of a creation that is refused.
    directory.store.remove(application.objectId);
    throw error;
  }
}

/** Applies checked changes to an application and to its service principals. */
export function updateApplication(directory: Directory, application: DirectoryObject, properties: JsonObject): void {
  const { passwordCredentials, keyCredentials, ...rest } = withWholeClaims(properties);
  if (rest["displayName"] === null || rest["displayName"] === "") throw graphRefusals.missingProperty("displayName", "application");
  checkApplication(directory, rest, application);
  if (passwordCredentials !== undefined) keepPasswords(application, passwordCredentials);
  if (isArrayOfRecords(keyCredentials)) replaceKeyCredentials(directory, application, keyCredentials);
  const defaults = createApplicationBody({ objectId: "", clientId: "", createdDateTime: "", publisherDomain: "" });
  application.body = withDefaultedItems(mergePatch(application.body, rest, defaults));
  for (const principal of directory.store.list("servicePrincipal")) {
    if (principal.body["appId"] === application.body["appId"]) copyApplicationProperties(application, principal);
  }
}

/** Rules across properties and objects. */
function checkApplication(directory: Directory, properties: JsonObject, current: DirectoryObject | undefined): void {
  for (const [property, value] of [
    ["identifierUris", properties["identifierUris"]],
    ["uniqueName", properties["uniqueName"]],
  ] as const) {
    for (const wanted of Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]) {
      const isTaken = directory.store
        .list("application")
        .some((other) => other !== current && [other.body[property]].flat().includes(wanted));
      // Source: the text of terraform-provider-azuread and az issues ("Another object with the same value for property identifierUris already exists"), ASSUMED status 400.
      if (isTaken)
        throw new Refusal(400, "Request_BadRequest", `Another object with the same value for property ${property} already exists.`);
    }
  }
  const api = properties["api"];
  checkEntitlements(properties["appRoles"], current?.body["appRoles"], "appRoles");
  checkEntitlements(
    isRecord(api) ? api["oauth2PermissionScopes"] : undefined,
    (current?.body["api"] as JsonObject | undefined)?.["oauth2PermissionScopes"],
    "api.oauth2PermissionScopes",
  );
}

/** Roles and scopes have ids and values of their own, and must be disabled before they go. Source: ../shared/facts/cloud-wire.md 1.6. */
function checkEntitlements(wanted: unknown, current: unknown, property: string): void {
  if (!isArrayOfRecords(wanted)) return;
  const ids = wanted.map((item) => String(item["id"]).toLowerCase());
  const values = wanted.map((item) => item["value"]).filter((value) => typeof value === "string" && value !== "");
  if (wanted.some((item) => item["id"] === undefined)) throw graphRefusals.missingProperty(`${property}.id`, "application");
  if (new Set(ids).size < ids.length || new Set(values).size < values.length) {
    throw graphRefusals.badRequest(`Property ${property} has duplicate values. Please provide unique values.`);
  }
  for (const before of isArrayOfRecords(current) ? current : []) {
    const after = wanted.find((item) => String(item["id"]).toLowerCase() === String(before["id"]).toLowerCase());
    if (before["isEnabled"] === true && (after === undefined || after["value"] !== before["value"])) {
      throw new Refusal(
        400,
        "CannotDeleteOrUpdateEnabledEntitlement",
        "Permission (scope or role) cannot be deleted or updated unless disabled first.",
      );
    }
  }
}

/**
 * Optional claims are written together: a list that is not sent is empty afterwards. Source: terraform-provider-azuread
 * application_optional_claims_resource.go ("must be updated together"; it deletes with an empty object), read 2026-11-25.
 */
function withWholeClaims(properties: JsonObject): JsonObject {
  const { optionalClaims } = properties;
  return isRecord(optionalClaims)
    ? { ...properties, optionalClaims: { idToken: [], accessToken: [], saml2Token: [], ...optionalClaims } }
    : properties;
}

/** Items of collections with every property that Graph shows of them. */
function withDefaultedItems(body: JsonObject): JsonObject {
  const api = body["api"] as JsonObject;
  return {
    ...body,
    appRoles: (body["appRoles"] as JsonObject[]).map(toFullAppRole),
    api: { ...api, oauth2PermissionScopes: (api["oauth2PermissionScopes"] as JsonObject[]).map(toFullScope) },
  };
}

function toFullAppRole(role: JsonObject): JsonObject {
  return { description: null, displayName: null, value: null, isEnabled: true, ...role, origin: "Application" };
}

function toFullScope(scope: JsonObject): JsonObject {
  return {
    adminConsentDescription: null,
    adminConsentDisplayName: null,
    isEnabled: true,
    type: "User",
    userConsentDescription: null,
    userConsentDisplayName: null,
    value: null,
    ...scope,
  };
}

function isArrayOfRecords(value: unknown): value is JsonObject[] {
  return Array.isArray(value) && value.every(isRecord);
}
