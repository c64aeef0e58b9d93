import type { Directory } from "./directory.ts";
import { findMe, findObject } from "./find-object.ts";
import { countReply, entityReply, listReply } from "./graph-reply.ts";
import { graphRefusals } from "./graph-refusal.ts";
import { graphPage, type GraphRoute } from "./graph-route.ts";
import { toTypedBody, toView } from "./object-view.ts";
import { project } from "./odata-page.ts";
import { parseODataQuery } from "./odata-query.ts";
import type { Rights } from "./rights.ts";

/** Users and groups: read only, they come from the seed. */
export function createPeopleRoutes(directory: Directory, rights: Rights): readonly GraphRoute[] {
  const people = (
    [
      ["user", "readUsers"],
      ["group", "readGroups"],
    ] as const
  ).flatMap(([kind, right]): GraphRoute[] => [
    {
      name: `${kind}s.list`,
      method: "GET",
      path: `/${kind}s`,
      source: graphPage(`${kind}-list`),
      handle: (request) => {
        rights.requireReading(request, right);
        const query = parseODataQuery(request, kind);
        // Filtering sees every property, whatever is shown.
        const shown = new Map(directory.listVisible(kind).map((object) => [object.objectId, toView(directory, object, query)]));
        return listReply(
          request,
          `${kind}s`,
          query,
          directory.listVisible(kind).map((object) => object.body),
          (body) => project(shown.get(String(body["id"])) ?? body, query),
        );
      },
    },
    {
      name: `${kind}s.count`,
      method: "GET",
      path: `/${kind}s/$count`,
      source: graphPage(`${kind}-list`),
      handle: (request) => {
        rights.requireReading(request, right);
        return countReply(
          request,
          kind,
          directory.listVisible(kind).map(({ body }) => body),
        );
      },
    },
    {
      name: `${kind}s.get`,
      method: "GET",
      path: `/${kind}s/{key}`,
      source: graphPage(`${kind}-get`),
      handle: (request) => {
        rights.requireReading(request, right);
        const query = parseODataQuery(request, kind);
        const object = findObject(directory, kind, request.params["key"] ?? "");
        return entityReply(request, `${kind}s`, toView(directory, object, query), { query });
      },
    },
  ]);
  return [
    ...people,
    {
      name: "groups.members.list",
      method: "GET",
      path: "/groups/{key}/members",
      source: graphPage("group-list-members"),
      handle: (request) => {
        rights.requireReading(request, "readGroups");
        const group = findObject(directory, "group", request.params["key"] ?? "");
        const members = [...group.members].map((objectId) => directory.store.get(objectId)).filter((member) => member !== undefined);
        return listReply(request, "directoryObjects", parseODataQuery(request, "user"), members.map(toTypedBody));
      },
    },
    {
      name: "users.manager.get",
      method: "GET",
      path: "/users/{key}/manager",
      source: `${graphPage("user-list-manager")}; nobody here has one`,
      handle: (request) => {
        rights.requireReading(request, "readUsers");
        findObject(directory, "user", request.params["key"] ?? "");
        throw graphRefusals.notFound("manager");
      },
    },
    {
      name: "me.get",
      method: "GET",
      path: "/me",
      source: `${graphPage("user-get")}; text of the refusal as it is seen in practice`,
      handle: (request) => {
        const query = parseODataQuery(request, "user");
        const me = findMe(directory, request);
        return entityReply(request, "users", toView(directory, me, query), { query });
      },
    },
  ];
}
