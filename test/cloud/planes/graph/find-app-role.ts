import type { DirectoryObject, JsonObject } from "./directory-object.ts";

/** The app role of a resource by its id. */
export function findAppRole(resource: DirectoryObject, appRoleId: string): JsonObject | undefined {
  return (resource.body["appRoles"] as JsonObject[]).find((role) => String(role["id"]).toLowerCase() === appRoleId.toLowerCase());
}

/** The app role of a resource by its `value`. */
export function findAppRoleByValue(resource: DirectoryObject, value: string): JsonObject | undefined {
  return (resource.body["appRoles"] as JsonObject[]).find((role) => role["value"] === value);
}
