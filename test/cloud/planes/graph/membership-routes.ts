import type { PlaneRequest, Reply } from "../../core/operation.ts";
import type { DirectoryObject, JsonObject } from "./directory-object.ts";
import type { Directory } from "./directory.ts";
import { findMe, findObject } from "./find-object.ts";
import { listReply } from "./graph-reply.ts";
import { graphPage, type GraphRoute } from "./graph-route.ts";
import { toTypedBody } from "./object-view.ts";
import { parseODataQuery } from "./odata-query.ts";
import type { Rights } from "./rights.ts";
import { rolesOf, toRoleBody } from "./role-bodies.ts";

/** Whose memberships, where they are, and who may read them. */
interface Subject {
  readonly name: string;
  readonly path: string;
  readonly find: (request: PlaneRequest) => DirectoryObject;
}

/** `memberOf` and `transitiveMemberOf`: groups and Entra roles, all or one kind by an OData cast. */
export function createMembershipRoutes(directory: Directory, rights: Rights): readonly GraphRoute[] {
  const subjects: readonly Subject[] = [
    ...(["user", "group", "servicePrincipal"] as const).map((kind): Subject => ({
      name: `${kind}s`,
      path: `/${kind}s/{key}`,
      find: (request) => {
        rights.requireReading(request, "readGroups");
        return findObject(directory, kind, request.params["key"] ?? "");
      },
    })),
    // Everybody may ask about themselves. Source: https://learn.microsoft.com/graph/api/user-list-transitivememberof (User.Read), read 2026-11-25.
    { name: "me", path: "/me", find: (request) => findMe(directory, request) },
  ];
  const list = (request: PlaneRequest, object: DirectoryObject, isTransitive: boolean, cast: string | undefined): Reply => {
    const groups = toGroups(directory, object, isTransitive);
    // A role reaches the members of a group that it is assigned to.
    const holders = isTransitive ? [object, ...groups] : [object];
    const roles = [...new Set(holders.flatMap(rolesOf))].map((role): JsonObject => ({
      "@odata.type": "#microsoft.graph.directoryRole",
      ...toRoleBody(directory, role),
    }));
    const all = [...groups.map(toTypedBody), ...roles];
    const shown = cast === undefined ? all : all.filter((body) => body["@odata.type"] === `#microsoft.graph.${cast}`);
    const query = parseODataQuery(request, cast ?? "directoryObject");
    const bodies = cast === undefined ? shown : shown.map(({ "@odata.type": _type, ...body }) => body);
    return listReply(request, cast === undefined ? "directoryObjects" : `${cast}s`, query, bodies);
  };
  return subjects.flatMap(({ name, path, find }) =>
    (["memberOf", "transitiveMemberOf"] as const).flatMap((relation) =>
      ([undefined, "group", "directoryRole"] as const).map((cast): GraphRoute => ({
        name: `${name}.${relation}${cast === undefined ? "" : `.${cast}`}`,
        method: "GET",
        path: `${path}/${relation}${cast === undefined ? "" : `/microsoft.graph.${cast}`}`,
        source: graphPage(`${name === "me" ? "user" : name.slice(0, -1).toLowerCase()}-list-${relation.toLowerCase()}`),
        handle: (request) => list(request, find(request), relation === "transitiveMemberOf", cast),
      })),
    ),
  );
}

function toGroups(directory: Directory, object: DirectoryObject, isTransitive: boolean): readonly DirectoryObject[] {
  const transitive = new Set(directory.groupsOf(object.objectId));
  return directory
    .listVisible("group")
    .filter((group) => (isTransitive ? transitive.has(group.objectId) : group.members.has(object.objectId)));
}
