import type { DirectoryObject, JsonObject } from "./directory-object.ts";
import type { Directory } from "./directory.ts";
import { type DirectoryRole, directoryRoles, findDirectoryRole } from "./directory-roles.ts";

/** A role as an object of this tenant. Source: https://learn.microsoft.com/graph/api/directoryrole-get, read 2026-11-25. */
export function toRoleBody(directory: Directory, role: DirectoryRole): JsonObject {
  return {
    id: directory.ids.guid(`directory role/${directory.tenant.tenantId}/${role.templateId}`),
    deletedDateTime: null,
    description: role.description,
    displayName: role.displayName,
    roleTemplateId: role.templateId,
  };
}

/** The roles that an object has been assigned, in the table's order. */
export function rolesOf(object: DirectoryObject): readonly DirectoryRole[] {
  return directoryRoles.filter((role) => object.directoryRoles.includes(role.displayName));
}

/** Everybody who has the role. */
export function membersOfRole(directory: Directory, role: DirectoryRole): readonly DirectoryObject[] {
  return (["user", "group", "servicePrincipal"] as const)
    .flatMap((kind) => directory.listVisible(kind))
    .filter((object) => object.directoryRoles.includes(role.displayName));
}

/** Source: https://learn.microsoft.com/graph/api/unifiedroledefinition-get, read 2026-11-25; no permissions of roles are simulated. */
export function toRoleDefinition(role: DirectoryRole): JsonObject {
  return {
    id: role.templateId,
    description: role.description,
    displayName: role.displayName,
    isBuiltIn: true,
    isEnabled: true,
    resourceScopes: ["/"],
    rolePermissions: [],
    templateId: role.templateId,
    version: "1",
  };
}

/** One assignment for each role of each object, on the whole tenant. Source: https://learn.microsoft.com/graph/api/unifiedroleassignment-get, read 2026-11-25. */
export function toRoleAssignments(directory: Directory): readonly JsonObject[] {
  return (["user", "group", "servicePrincipal"] as const)
    .flatMap((kind) => directory.listVisible(kind))
    .flatMap((object) =>
      object.directoryRoles.map((name) => ({
        id: Buffer.from(directory.ids.hex(`role assignment/${object.objectId}/${name}`, 64), "hex").toString("base64url"),
        principalId: object.objectId,
        directoryScopeId: "/",
        appScopeId: null,
        condition: null,
        roleDefinitionId: findDirectoryRole(name)?.templateId ?? "",
      })),
    );
}
