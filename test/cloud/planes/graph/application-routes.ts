import type { PlaneRequest, Reply } from "../../core/operation.ts";
import { checkBody } from "./check-body.ts";
import type { DirectoryObject, JsonObject } from "./directory-object.ts";
import type { Directory } from "./directory.ts";
import { findObject, findReferenced, toUpsertKey } from "./find-object.ts";
import { graphRefusals } from "./graph-refusal.ts";
import { countReply, entityReply, listReply } from "./graph-reply.ts";
import { graphPage, type GraphRoute } from "./graph-route.ts";
import { toView } from "./object-view.ts";
import { parseODataQuery } from "./odata-query.ts";
import type { Rights } from "./rights.ts";
import { createApplication, updateApplication } from "./write-application.ts";

/** Most owners that a creation may bind. Source: https://learn.microsoft.com/graph/api/application-post-applications by ../shared/facts/cloud-wire.md 1.6 (20). */
const maxBoundOwners = 20;

/** Applications themselves; what hangs on them has routes of its own. */
export function createApplicationRoutes(directory: Directory, rights: Rights): readonly GraphRoute[] {
  const find = (request: PlaneRequest): DirectoryObject => findObject(directory, "application", request.params["key"] ?? "");
  const readAll = (request: PlaneRequest): readonly DirectoryObject[] => {
    rights.requireReading(request, "readApplications");
    return directory.listVisible("application");
  };
  return [
    {
      name: "applications.list",
      method: "GET",
      path: "/applications",
      source: graphPage("application-list"),
      handle: (request) => {
        const objects = readAll(request);
        const query = parseODataQuery(request, "application");
        return listReply(
          request,
          "applications",
          query,
          objects.map((object) => toView(directory, object, query)),
        );
      },
    },
    {
      name: "applications.count",
      method: "GET",
      path: "/applications/$count",
      source: graphPage("application-list"),
      handle: (request) =>
        countReply(
          request,
          "application",
          readAll(request).map(({ body }) => body),
        ),
    },
    {
      name: "applications.create",
      method: "POST",
      path: "/applications",
      source: graphPage("application-post-applications"),
      handle: (request) => create(directory, rights, request),
    },
    {
      name: "applications.get",
      method: "GET",
      path: "/applications/{key}",
      source: graphPage("application-get"),
      handle: (request) => {
        rights.requireReading(request, "readApplications");
        const query = parseODataQuery(request, "application");
        const object = find(request);
        return entityReply(request, "applications", toView(directory, object, query), { query });
      },
    },
    {
      name: "applications.update",
      method: "PATCH",
      path: "/applications/{key}",
      source: `${graphPage("application-update")}; application-upsert for a \`uniqueName\` that nothing has`,
      handle: (request) => {
        const uniqueName = toUpsertKey(directory, "application", "uniqueName", request);
        if (uniqueName !== undefined) return create(directory, rights, request, { uniqueName });
        const application = find(request);
        rights.requireWriting(request, application);
        const { properties, bindings } = checkBody(request.json(), "application", "update", { objectId: application.objectId });
        if (Object.keys(bindings).length > 0) throw graphRefusals.badRequest("A binding is not supported in an update.");
        updateApplication(directory, application, properties);
        return { status: 204 };
      },
    },
    {
      name: "applications.delete",
      method: "DELETE",
      path: "/applications/{key}",
      source: `${graphPage("application-delete")} (recycle bin for 30 days; its service principal goes with it)`,
      handle: (request) => {
        const application = find(request);
        rights.requireWriting(request, application);
        directory.softDelete(application);
        return { status: 204 };
      },
    },
    {
      name: "applications.put-logo",
      method: "PUT",
      path: "/applications/{key}/logo",
      source: graphPage("application-update"),
      handle: (request) => {
        rights.requireWriting(request, find(request));
        return { status: 204 };
      },
    },
  ];
}

function create(directory: Directory, rights: Rights, request: PlaneRequest, known: JsonObject = {}): Reply {
  const { becomesOwner } = rights.requireCreatingApplications(request);
  const { properties, bindings } = checkBody(request.json(), "application", "create");
  const owners = (bindings["owners"] ?? []).map((url) => findReferenced(directory, url));
  if (owners.length > maxBoundOwners) throw graphRefusals.badRequest(`The request exceeds the maximum of ${maxBoundOwners} references.`);
  const { application, body } = createApplication(directory, { ...properties, ...known });
  for (const owner of owners) application.owners.add(owner.objectId);
  if (becomesOwner && request.caller !== undefined) application.owners.add(request.caller.oid);
  return entityReply(request, "applications", body, {
    status: 201,
    location: `${request.origin}/v2/${directory.tenant.tenantId}/directoryObjects/${application.objectId}/Microsoft.DirectoryServices.Application`,
  });
}
