import type { DirectoryObject, JsonObject } from "./directory-object.ts";
import type { Directory } from "./directory.ts";
import { addServicePrincipal } from "./new-application.ts";
import { addAssignment, hasAssignment } from "./new-assignment.ts";

/** One permission that an application asks for. */
export interface RequestedPermission {
  readonly resource: DirectoryObject;
  readonly type: "Role" | "Scope";
  readonly permissionId: string;
  /** Its `value`, for example `Calls.Initiate.All`. */
  readonly value: string;
}

/** What `requiredResourceAccess` asks of resources that the tenant knows. */
export function toRequestedPermissions(directory: Directory, application: DirectoryObject): readonly RequestedPermission[] {
  return (application.body["requiredResourceAccess"] as JsonObject[]).flatMap((access) => {
    const resource = directory.store.findBy("servicePrincipal", "appId", String(access["resourceAppId"]));
    if (resource === undefined) return [];
    return (access["resourceAccess"] as JsonObject[]).map(({ id, type }): RequestedPermission => {
      const known = (resource.body[type === "Role" ? "appRoles" : "oauth2PermissionScopes"] as JsonObject[]).find(
        (one) => String(one["id"]).toLowerCase() === String(id).toLowerCase(),
      );
      return { resource, type: type === "Role" ? "Role" : "Scope", permissionId: String(id), value: String(known?.["value"] ?? id) };
    });
  });
}

/** Grants permissions to an application for the whole tenant, as its consent page does: a service principal is made if it has none. */
export function grantPermissions(directory: Directory, application: DirectoryObject, permissions: readonly RequestedPermission[]): void {
  const principal =
    directory.store.findBy("servicePrincipal", "appId", String(application.body["appId"])) ?? addServicePrincipal(directory, application);
  for (const { resource, type, permissionId, value } of permissions) {
    if (type === "Scope") addScope(directory, principal, resource, value);
    else if (!hasAssignment(directory, principal, resource, permissionId)) addAssignment(directory, principal, resource, permissionId);
  }
}

/** One grant for everybody between a client and a resource; scopes add up in it. */
function addScope(directory: Directory, principal: DirectoryObject, resource: DirectoryObject, value: string): void {
  const { permissionGrants } = directory.store;
  const existing = [...permissionGrants.values()].find(
    (grant) =>
      grant["clientId"] === principal.objectId && grant["resourceId"] === resource.objectId && grant["consentType"] === "AllPrincipals",
  );
  const id =
    typeof existing?.["id"] === "string" ? existing["id"] : directory.nextGuid(`consent/${principal.objectId}/${resource.objectId}`);
  const scopes = new Set(typeof existing?.["scope"] === "string" ? existing["scope"].split(" ") : []);
  permissionGrants.set(id, {
    id,
    clientId: principal.objectId,
    consentType: "AllPrincipals",
    principalId: null,
    resourceId: resource.objectId,
    scope: [...scopes.add(value)].join(" "),
  });
}
