import type { PlaneRequest } from "../../core/operation.ts";
import type { JsonObject } from "./directory-object.ts";
import type { Directory } from "./directory.ts";
import { type DirectoryRole, directoryRoles } from "./directory-roles.ts";
import { graphRefusals } from "./graph-refusal.ts";
import { entityReply, listReply } from "./graph-reply.ts";
import { graphPage, type GraphRoute } from "./graph-route.ts";
import { toTypedBody } from "./object-view.ts";
import { type ODataQuery, parseODataQuery } from "./odata-query.ts";
import type { Rights } from "./rights.ts";
import { membersOfRole, toRoleAssignments, toRoleBody, toRoleDefinition } from "./role-bodies.ts";

/** Entra roles and who has them, read only: roles come from the seed. */
export function createRoleRoutes(directory: Directory, rights: Rights): readonly GraphRoute[] {
  const read = (request: PlaneRequest): void => rights.requireReading(request, "readRoles");
  /** By object id, or `(roleTemplateId='…')`. */
  const findRole = (request: PlaneRequest): DirectoryRole => {
    const key = (request.params["key"] ?? "").toLowerCase();
    const templateId = /^\(roletemplateid='([^']*)'\)$/.exec(key)?.[1];
    const found = directoryRoles.find((role) => role.templateId === templateId || toRoleBody(directory, role)["id"] === key);
    if (found === undefined) throw graphRefusals.notFound(templateId ?? key);
    return found;
  };
  const assignments = "/roleManagement/directory/roleAssignments";
  const definitions = "/roleManagement/directory/roleDefinitions";
  return [
    {
      name: "directoryRoles.list",
      method: "GET",
      path: "/directoryRoles",
      source: `${graphPage("directoryrole-list")}; that every role is activated is ASSUMED`,
      handle: (request) => {
        read(request);
        const bodies = directoryRoles.map((role) => toRoleBody(directory, role));
        return listReply(request, "directoryRoles", parseODataQuery(request, "directoryRole"), bodies);
      },
    },
    {
      name: "directoryRoles.get",
      method: "GET",
      path: "/directoryRoles/{key}",
      source: graphPage("directoryrole-get"),
      handle: (request) => {
        read(request);
        const query = parseODataQuery(request, "directoryRole");
        return entityReply(request, "directoryRoles", toRoleBody(directory, findRole(request)), { query });
      },
    },
    {
      name: "directoryRoles.members",
      method: "GET",
      path: "/directoryRoles/{key}/members",
      source: graphPage("directoryrole-list-members"),
      handle: (request) => {
        read(request);
        const members = membersOfRole(directory, findRole(request)).map(toTypedBody);
        return listReply(request, "directoryObjects", parseODataQuery(request, "user"), members);
      },
    },
    {
      name: "roleManagement.role-assignments.list",
      method: "GET",
      path: assignments,
      source: graphPage("rbacapplication-list-roleassignments"),
      handle: (request) => {
        read(request);
        const query = parseODataQuery(request, "unifiedRoleAssignment");
        const bodies = toRoleAssignments(directory).map((body) => toExpandedAssignment(directory, body, query));
        return listReply(request, "roleManagement/directory/roleAssignments", query, bodies);
      },
    },
    {
      name: "roleManagement.role-assignments.get",
      method: "GET",
      path: `${assignments}/{key}`,
      source: graphPage("unifiedroleassignment-get"),
      handle: (request) => {
        read(request);
        const query = parseODataQuery(request, "unifiedRoleAssignment");
        const key = request.params["key"] ?? "";
        const found = toRoleAssignments(directory).find((body) => body["id"] === key);
        if (found === undefined) throw graphRefusals.notFound(key);
        const body = toExpandedAssignment(directory, found, query);
        return entityReply(request, "roleManagement/directory/roleAssignments", body, { query });
      },
    },
    {
      name: "roleManagement.role-definitions.list",
      method: "GET",
      path: definitions,
      source: graphPage("rbacapplication-list-roledefinitions"),
      handle: (request) => {
        read(request);
        const query = parseODataQuery(request, "unifiedRoleDefinition");
        return listReply(request, "roleManagement/directory/roleDefinitions", query, directoryRoles.map(toRoleDefinition));
      },
    },
    {
      name: "roleManagement.role-definitions.get",
      method: "GET",
      path: `${definitions}/{key}`,
      source: graphPage("unifiedroledefinition-get"),
      handle: (request) => {
        read(request);
        const query = parseODataQuery(request, "unifiedRoleDefinition");
        const key = (request.params["key"] ?? "").toLowerCase();
        const found = directoryRoles.find((role) => role.templateId === key);
        if (found === undefined) throw graphRefusals.notFound(key);
        return entityReply(request, "roleManagement/directory/roleDefinitions", toRoleDefinition(found), { query });
      },
    },
  ];
}

function toExpandedAssignment(directory: Directory, body: JsonObject, { expand }: ODataQuery): JsonObject {
  const related = (relation: string): unknown => {
    if (relation === "roleDefinition") {
      const role = directoryRoles.find(({ templateId }) => templateId === body["roleDefinitionId"]);
      return role === undefined ? null : toRoleDefinition(role);
    }
    const principal = directory.store.get(String(body["principalId"]));
    return principal === undefined ? null : toTypedBody(principal);
  };
  return { ...body, ...Object.fromEntries(expand.map(({ relation }) => [relation, related(relation)])) };
}
