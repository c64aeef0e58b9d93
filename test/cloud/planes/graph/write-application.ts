import { checkApplication } from "./check-application.ts";
import { isRecord } from "./check-body.ts";
import { completeMembers } from "./complete-members.ts";
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

/** Roles and scopes with what Graph chooses for them, and every complex value with all its members. */
function withDefaultedItems(body: JsonObject): JsonObject {
  const api = body["api"] as JsonObject;
  const appRoles = (body["appRoles"] as JsonObject[]).map((role) => ({ isEnabled: true, ...role, origin: "Application" }));
  const oauth2PermissionScopes = (api["oauth2PermissionScopes"] as JsonObject[]).map((scope) => ({
    isEnabled: true,
    type: "User",
    ...scope,
  }));
  return completeMembers({ ...body, appRoles, api: { ...api, oauth2PermissionScopes } }, "application");
}

function isArrayOfRecords(value: unknown): value is JsonObject[] {
  return Array.isArray(value) && value.every(isRecord);
}
