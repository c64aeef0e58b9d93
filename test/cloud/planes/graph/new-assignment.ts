import type { AppRoleAssignment, DirectoryObject } from "./directory-object.ts";
import type { Directory } from "./directory.ts";
import { toPrincipalType } from "./principal-type.ts";

/** Records a grant of an app role. Who may do so, and whether it exists already, is for the caller to know. */
export function addAssignment(
  directory: Directory,
  principal: DirectoryObject,
  resource: DirectoryObject,
  appRoleId: string,
): AppRoleAssignment {
  const serial = directory.nextGuid(`app role assignment/${principal.objectId}/${resource.objectId}/${appRoleId}`);
  const assignment: AppRoleAssignment = {
    body: {
      // An opaque base64url string of 43 characters, the principal's id in front, as Graph's look in practice.
      id: Buffer.from(`${principal.objectId}${serial}`.replaceAll("-", ""), "hex").toString("base64url"),
      deletedDateTime: null,
      appRoleId,
      createdDateTime: directory.timestamp(),
      principalDisplayName: String(principal.body["displayName"]),
      principalId: principal.objectId,
      principalType: toPrincipalType(principal.kind),
      resourceDisplayName: String(resource.body["displayName"]),
      resourceId: resource.objectId,
    },
    inTokensAtMs: directory.visibleFromMs("grant"),
  };
  directory.store.addAssignment(assignment);
  return assignment;
}

/** True when the principal has this role on the resource, in tokens already or not. */
export function hasAssignment(directory: Directory, principal: DirectoryObject, resource: DirectoryObject, appRoleId: string): boolean {
  return directory.store
    .assignments()
    .some(({ body }) => body.principalId === principal.objectId && body.resourceId === resource.objectId && body.appRoleId === appRoleId);
}
