import { checkParameters } from "./check-parameters.ts";
import type { Directory } from "./directory.ts";
import { graphRefusals } from "./graph-refusal.ts";
import { entityReply, listReply, toServiceRoot } from "./graph-reply.ts";
import { graphPage, type GraphRoute } from "./graph-route.ts";
import { toTypedBody } from "./object-view.ts";
import { parseODataQuery } from "./odata-query.ts";
import { createDomainBody, createOrganizationBody } from "./tenant-bodies.ts";
import type { Rights } from "./rights.ts";

/** Source: https://learn.microsoft.com/graph/api/directoryobject-getbyids, read 2026-11-26; text ASSUMED. */
const maxIds = 1000;

/** Objects of any kind, and the tenant itself. */
export function createDirectoryRoutes(directory: Directory, rights: Rights): readonly GraphRoute[] {
  return [
    {
      name: "directoryObjects.get",
      method: "GET",
      path: "/directoryObjects/{objectId}",
      source: graphPage("directoryobject-get"),
      handle: (request) => {
        rights.requireReading(request, "readObjects");
        const objectId = request.params["objectId"] ?? "";
        const object = directory.store.get(objectId);
        if (object === undefined || !directory.isVisible(object)) throw graphRefusals.notFound(objectId);
        return entityReply(request, "directoryObjects", toTypedBody(object));
      },
    },
    {
      name: "directoryObjects.get-by-ids",
      method: "POST",
      path: "/directoryObjects/getByIds",
      source: graphPage("directoryobject-getbyids"),
      handle: (request) => {
        rights.requireReading(request, "readObjects");
        const { ids, types } = checkParameters(request.json(), "getByIds", { ids: "guid[]", types: "string[]" });
        if (!Array.isArray(ids)) throw graphRefusals.missingProperty("ids", "directoryObject");
        if (ids.length > maxIds) throw graphRefusals.badRequest(`The number of ids exceeds the limit of ${maxIds}.`);
        const wanted = Array.isArray(types) ? types.map((type) => String(type).toLowerCase()) : ["directoryobject"];
        const found = ids
          .map((objectId) => directory.store.get(String(objectId).toLowerCase()))
          .filter((object) => object !== undefined && directory.isVisible(object))
          .filter((object) => wanted.includes("directoryobject") || wanted.includes(object?.kind.toLowerCase() ?? ""));
        return {
          status: 200,
          json: {
            "@odata.context": `${toServiceRoot(request)}/$metadata#directoryObjects`,
            value: found.filter((object) => object !== undefined).map(toTypedBody),
          },
        };
      },
    },
    {
      name: "organization.list",
      method: "GET",
      path: "/organization",
      source: graphPage("organization-list"),
      handle: (request) => {
        rights.requireReading(request, "readOrganization");
        return listReply(request, "organization", parseODataQuery(request, "organization"), [createOrganizationBody(directory.tenant)]);
      },
    },
    {
      name: "domains.list",
      method: "GET",
      path: "/domains",
      source: graphPage("domain-list"),
      handle: (request) => {
        rights.requireReading(request, "readOrganization");
        return listReply(request, "domains", parseODataQuery(request, "domain"), [createDomainBody(directory.tenant)]);
      },
    },
    {
      name: "domains.get",
      method: "GET",
      path: "/domains/{domain}",
      source: graphPage("domain-get"),
      handle: (request) => {
        rights.requireReading(request, "readOrganization");
        const domain = request.params["domain"] ?? "";
        const body = createDomainBody(directory.tenant);
        if (domain.toLowerCase() !== body["id"]) throw graphRefusals.notFound(domain);
        return entityReply(request, "domains", body, { query: parseODataQuery(request, "domain") });
      },
    },
    {
      name: "organization.get",
      method: "GET",
      path: "/organization/{tenantId}",
      source: graphPage("organization-get"),
      handle: (request) => {
        rights.requireReading(request, "readOrganization");
        const tenantId = request.params["tenantId"] ?? "";
        if (tenantId.toLowerCase() !== directory.tenant.tenantId.toLowerCase()) throw graphRefusals.notFound(tenantId);
        const query = parseODataQuery(request, "organization");
        return entityReply(request, "organization", createOrganizationBody(directory.tenant), { query });
      },
    },
  ];
}
