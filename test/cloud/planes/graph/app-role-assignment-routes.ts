import type { PlaneRequest, Reply } from "../../core/operation.ts";
import { checkBody } from "./check-body.ts";
import type { AppRoleAssignment, DirectoryObject, JsonObject, ObjectKind } from "./directory-object.ts";
import type { Directory } from "./directory.ts";
import { findObject } from "./find-object.ts";
import { graphRefusals } from "./graph-refusal.ts";
import { countReply, entityReply, listReply, toServiceRoot } from "./graph-reply.ts";
import { graphPage, type GraphRoute } from "./graph-route.ts";
import { addAssignment, hasAssignment } from "./new-assignment.ts";
import { findAppRole } from "./find-app-role.ts";
import { parseODataQuery } from "./odata-query.ts";
import type { Rights } from "./rights.ts";

/** The role that stands for "access without a role". Source: https://learn.microsoft.com/graph/api/resources/approleassignment, read 2026-11-25. */
const defaultAppRoleId = "00000000-0000-0000-0000-000000000000";

/** One side from which grants are seen: the resource's (`appRoleAssignedTo`) or the principal's (`appRoleAssignments`). */
interface Side {
  readonly kind: ObjectKind;
  readonly relation: "appRoleAssignedTo" | "appRoleAssignments";
}
const sides: readonly Side[] = [
  { kind: "servicePrincipal", relation: "appRoleAssignedTo" },
  { kind: "servicePrincipal", relation: "appRoleAssignments" },
  { kind: "user", relation: "appRoleAssignments" },
  { kind: "group", relation: "appRoleAssignments" },
];

/** App role assignments: admin consent to application permissions, as data. All of it by ../shared/facts/graph-calling.md 6.4. */
export function createAppRoleAssignmentRoutes(directory: Directory, rights: Rights): readonly GraphRoute[] {
  return sides.flatMap((side): GraphRoute[] => {
    const path = `/${side.kind}s/{key}/${side.relation}`;
    const prefix = `${side.kind}s.${side.relation}`;
    const source = graphPage(
      side.relation === "appRoleAssignedTo"
        ? "serviceprincipal-post-approleassignedto"
        : `${side.kind.toLowerCase()}-list-approleassignments`,
    );
    const findOwner = (request: PlaneRequest): DirectoryObject => findObject(directory, side.kind, request.params["key"] ?? "");
    const list = (owner: DirectoryObject): readonly AppRoleAssignment[] =>
      directory.store
        .assignments()
        .filter(({ body }) => (side.relation === "appRoleAssignedTo" ? body.resourceId : body.principalId) === owner.objectId);
    const findAssignment = (request: PlaneRequest): AppRoleAssignment => {
      const assignmentId = request.params["assignmentId"] ?? "";
      const found = list(findOwner(request)).find(({ body }) => body.id === assignmentId);
      if (found === undefined) throw graphRefusals.notFound(assignmentId);
      return found;
    };

    return [
      {
        name: `${prefix}.list`,
        method: "GET",
        path,
        source,
        handle: (request) => {
          rights.requireReading(request, "readApplications");
          const query = parseODataQuery(request, "appRoleAssignment");
          const owner = findOwner(request);
          return listReply(
            request,
            toContext(side, owner),
            query,
            list(owner).map(({ body }) => body),
          );
        },
      },
      {
        name: `${prefix}.count`,
        method: "GET",
        path: `${path}/$count`,
        source,
        handle: (request) => {
          rights.requireReading(request, "readApplications");
          return countReply(
            request,
            "appRoleAssignment",
            list(findOwner(request)).map(({ body }) => body),
          );
        },
      },
      {
        name: `${prefix}.create`,
        method: "POST",
        path,
        source,
        handle: (request) => grant(directory, rights, request, side, findOwner(request)),
      },
      {
        name: `${prefix}.get`,
        method: "GET",
        path: `${path}/{assignmentId}`,
        source,
        handle: (request) => {
          rights.requireReading(request, "readApplications");
          return entityReply(request, toContext(side, findOwner(request)), findAssignment(request).body, {
            query: parseODataQuery(request, "appRoleAssignment"),
          });
        },
      },
      {
        name: `${prefix}.delete`,
        method: "DELETE",
        path: `${path}/{assignmentId}`,
        source,
        handle: (request) => {
          const { body } = findAssignment(request);
          const resource = directory.store.get(body.resourceId);
          if (resource !== undefined) rights.requireGranting(request, resource);
          directory.store.removeAssignment(body.id);
          return { status: 204 };
        },
      },
    ];
  });
}

/** Source: the examples of https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignedto (v1.0; older ones have no owner), read 2026-11-26. */
function toContext({ kind, relation }: Side, { objectId }: DirectoryObject): string {
  return `${kind}s('${objectId}')/${relation}`;
}

/** Programs need a role for applications; people and groups one for users. */
function admits(role: JsonObject | undefined, principal: DirectoryObject): boolean {
  const wanted = principal.kind === "servicePrincipal" ? "Application" : "User";
  return role === undefined || (role["allowedMemberTypes"] as readonly string[]).includes(wanted);
}

function grant(directory: Directory, rights: Rights, request: PlaneRequest, side: Side, owner: DirectoryObject): Reply {
  const { properties } = checkBody(request.json(), "appRoleAssignment", "create");
  const { principalId, resourceId, appRoleId } = properties;
  const resource = typeof resourceId === "string" ? directory.visible("servicePrincipal", resourceId) : undefined;
  // The right to grant is asked first: a caller without it must not learn what exists.
  rights.requireGranting(request, resource ?? owner);
  for (const property of ["principalId", "resourceId", "appRoleId"]) {
    if (typeof properties[property] !== "string") throw graphRefusals.missingProperty(property, "appRoleAssignment");
  }
  const ownerId = side.relation === "appRoleAssignedTo" ? resourceId : principalId;
  const principal = directory.store.get(String(principalId));
  if (
    resource === undefined ||
    principal === undefined ||
    principal.kind === "application" ||
    !directory.isVisible(principal) ||
    String(ownerId).toLowerCase() !== owner.objectId
  ) {
    throw graphRefusals.invalidReference();
  }
  const roleId = String(appRoleId).toLowerCase();
  const role = findAppRole(resource, roleId);
  // ASSUMED text and code; that an unknown or disabled role, or one for another kind of member, is refused is the page's.
  if ((role === undefined && roleId !== defaultAppRoleId) || role?.["isEnabled"] === false || !admits(role, principal)) {
    throw graphRefusals.badRequest("Permission being assigned was not found on application");
  }
  if (hasAssignment(directory, principal, resource, roleId))
    throw graphRefusals.badRequest("Permission being assigned already exists on the object");
  const { body } = addAssignment(directory, principal, resource, roleId);
  return entityReply(request, toContext(side, owner), body, {
    status: 201,
    location: `${toServiceRoot(request)}/${side.kind}s/${owner.objectId}/${side.relation}/${body.id}`,
  });
}
