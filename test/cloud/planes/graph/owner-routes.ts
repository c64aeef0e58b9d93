import type { PlaneRequest } from "../../core/operation.ts";
import type { JsonObject } from "./directory-object.ts";
import type { Directory } from "./directory.ts";
import { findObject, findReferenced } from "./find-object.ts";
import { graphRefusals } from "./graph-refusal.ts";
import { countReply, listReply } from "./graph-reply.ts";
import { graphPage, type GraphRoute } from "./graph-route.ts";
import { toTypedBody } from "./object-view.ts";
import { parseODataQuery } from "./odata-query.ts";
import { parseReference } from "./parse-reference.ts";
import type { Rights } from "./rights.ts";

/** Owners of applications and service principals. */
export function createOwnerRoutes(directory: Directory, rights: Rights): readonly GraphRoute[] {
  const toOwners = (kind: "application" | "servicePrincipal", request: PlaneRequest): readonly JsonObject[] =>
    [...findObject(directory, kind, request.params["key"] ?? "").owners]
      .map((objectId) => directory.store.get(objectId))
      .filter((owner) => owner !== undefined)
      .map(toTypedBody);
  return (["application", "servicePrincipal"] as const).flatMap((kind): GraphRoute[] => [
    {
      name: `${kind}s.owners.list`,
      method: "GET",
      path: `/${kind}s/{key}/owners`,
      source: graphPage(`${kind.toLowerCase()}-list-owners`),
      handle: (request) => {
        rights.requireReading(request, "readApplications");
        return listReply(request, "directoryObjects", parseODataQuery(request, "user"), toOwners(kind, request));
      },
    },
    {
      name: `${kind}s.owners.count`,
      method: "GET",
      path: `/${kind}s/{key}/owners/$count`,
      source: graphPage(`${kind.toLowerCase()}-list-owners`),
      handle: (request) => {
        rights.requireReading(request, "readApplications");
        return countReply(request, "user", toOwners(kind, request));
      },
    },
    {
      name: `${kind}s.owners.add`,
      method: "POST",
      path: `/${kind}s/{key}/owners/$ref`,
      source: graphPage(`${kind.toLowerCase()}-post-owners`),
      handle: (request) => {
        const object = findObject(directory, kind, request.params["key"] ?? "");
        rights.requireWriting(request, object);
        const owner = findReferenced(directory, parseReference(request));
        // Source: https://learn.microsoft.com/graph/api/application-post-owners (users and service principals), read 2026-11-25.
        if (owner.kind !== "user" && owner.kind !== "servicePrincipal")
          throw graphRefusals.badRequest("The reference target is of a type that cannot own the object.");
        if (object.owners.has(owner.objectId)) throw graphRefusals.duplicateReference("owners");
        object.owners.add(owner.objectId);
        return { status: 204 };
      },
    },
    {
      name: `${kind}s.owners.remove`,
      method: "DELETE",
      path: `/${kind}s/{key}/owners/{ownerId}/$ref`,
      source: graphPage(`${kind.toLowerCase()}-delete-owners`),
      handle: (request) => {
        const object = findObject(directory, kind, request.params["key"] ?? "");
        rights.requireWriting(request, object);
        const ownerId = (request.params["ownerId"] ?? "").toLowerCase();
        if (!object.owners.delete(ownerId)) throw graphRefusals.notFound(ownerId);
        return { status: 204 };
      },
    },
  ]);
}
