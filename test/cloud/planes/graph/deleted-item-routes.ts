import { type PlaneRequest, Refusal } from "../../core/operation.ts";
import type { DirectoryObject, JsonObject } from "./directory-object.ts";
import type { Directory } from "./directory.ts";
import { graphRefusals } from "./graph-refusal.ts";
import { entityReply, listReply } from "./graph-reply.ts";
import { graphPage, type GraphRoute } from "./graph-route.ts";
import { parseODataQuery } from "./odata-query.ts";
import type { Rights } from "./rights.ts";

/** How long the recycle bin keeps something, in milliseconds: 30 days. Source: https://learn.microsoft.com/graph/api/resources/directory, read 2026-11-25. */
const keptMs = 30 * 86_400_000;

/** The recycle bin: 30 days, restore with the same ids, or delete for good. Source: https://learn.microsoft.com/graph/api/resources/directory, read 2026-11-25. */
export function createDeletedItemRoutes(directory: Directory, rights: Rights): readonly GraphRoute[] {
  const find = (request: PlaneRequest): { readonly object: DirectoryObject; readonly body: JsonObject } => {
    const objectId = request.params["objectId"] ?? "";
    directory.store.purgeDeletedBefore(directory.nowMs() - keptMs);
    const found = directory.store.deleted(objectId);
    if (found === undefined) throw graphRefusals.notFound(objectId);
    return found;
  };
  const lists = (["application", "servicePrincipal", "user", "group"] as const).map((kind): GraphRoute => ({
    name: `deletedItems.${kind}s.list`,
    method: "GET",
    path: `/directory/deletedItems/microsoft.graph.${kind}`,
    source: graphPage("directory-deleteditems-list"),
    handle: (request) => {
      rights.requireReading(request, kind === "user" ? "readUsers" : kind === "group" ? "readGroups" : "readApplications");
      directory.store.purgeDeletedBefore(directory.nowMs() - keptMs);
      return listReply(request, `${kind}s`, parseODataQuery(request, kind), directory.store.listDeleted(kind));
    },
  }));
  return [
    ...lists,
    {
      name: "deletedItems.get",
      method: "GET",
      path: "/directory/deletedItems/{objectId}",
      source: graphPage("directory-deleteditems-get"),
      handle: (request) => {
        rights.requireReading(request, "readApplications");
        const { object, body } = find(request);
        return entityReply(request, "directoryObjects", { "@odata.type": `#microsoft.graph.${object.kind}`, ...body });
      },
    },
    {
      name: "deletedItems.restore",
      method: "POST",
      path: "/directory/deletedItems/{objectId}/restore",
      source: graphPage("directory-deleteditems-restore"),
      handle: (request) => {
        const { object } = find(request);
        rights.requireWriting(request, object);
        const twin =
          object.kind === "servicePrincipal"
            ? directory.store.findBy("servicePrincipal", "appId", String(object.body["appId"]))
            : undefined;
        if (twin !== undefined) {
          throw new Refusal(
            409,
            "Request_MultipleObjectsWithSameKeyValue",
            `The service principal cannot be created, updated, or restored because the service principal name ${String(object.body["appId"])} is already in use.`,
          );
        }
        directory.restore(object);
        return entityReply(request, "directoryObjects", { "@odata.type": `#microsoft.graph.${object.kind}`, ...object.body });
      },
    },
    {
      name: "deletedItems.delete",
      method: "DELETE",
      path: "/directory/deletedItems/{objectId}",
      source: graphPage("directory-deleteditems-delete"),
      handle: (request) => {
        const { object } = find(request);
        rights.requireWriting(request, object);
        directory.store.purge(object.objectId);
        return { status: 204 };
      },
    },
  ];
}
