import type { PlaneRequest } from "../../core/operation.ts";
import type { AssignedPolicy } from "./app-management-policies.ts";
import { checkBody } from "./check-body.ts";
import type { JsonObject } from "./directory-object.ts";
import type { Directory } from "./directory.ts";
import { findObject } from "./find-object.ts";
import { graphRefusals } from "./graph-refusal.ts";
import { entityReply, listReply, toServiceRoot } from "./graph-reply.ts";
import { graphPage, type GraphRoute } from "./graph-route.ts";
import { parseODataQuery } from "./odata-query.ts";
import { parseReference } from "./parse-reference.ts";
import type { Rights } from "./rights.ts";

/** Claims mapping policies and their assignment to service principals. The simulated tokens do not obey them. */
export function createClaimsMappingRoutes(directory: Directory, rights: Rights): readonly GraphRoute[] {
  const context = "policies/claimsMappingPolicies";
  const path = "/policies/claimsMappingPolicies";
  const policies = (): Map<string, AssignedPolicy> => directory.store.claimsMappingPolicies;
  const find = (policyId = ""): AssignedPolicy => {
    const found = policies().get(policyId.toLowerCase());
    if (found === undefined) throw graphRefusals.notFound(policyId);
    return found;
  };
  const principalIdOf = (request: PlaneRequest): string => findObject(directory, "servicePrincipal", request.params["key"] ?? "").objectId;
  const assigned = "/servicePrincipals/{key}/claimsMappingPolicies";
  return [
    {
      name: "policies.claims-mapping.list",
      method: "GET",
      path,
      source: graphPage("claimsmappingpolicy-list"),
      handle: (request) => {
        rights.requireReadingPolicies(request);
        const bodies = [...policies().values()].map(({ body }) => body);
        return listReply(request, context, parseODataQuery(request, "claimsMappingPolicy"), bodies);
      },
    },
    {
      name: "policies.claims-mapping.create",
      method: "POST",
      path,
      source: graphPage("claimsmappingpolicy-post-claimsmappingpolicies"),
      handle: (request) => {
        rights.requireWritingPolicies(request);
        const { properties } = checkBody(request.json(), "claimsMappingPolicy", "create");
        for (const name of ["definition", "displayName"])
          if (properties[name] === undefined) throw graphRefusals.missingProperty(name, "claimsMappingPolicy");
        const policyId = directory.nextGuid(`claims mapping policy/${String(properties["displayName"])}`);
        const body: JsonObject = { id: policyId, deletedDateTime: null, description: null, isOrganizationDefault: false, ...properties };
        policies().set(policyId, { body, appliesTo: new Set() });
        return entityReply(request, context, body, { status: 201, location: `${toServiceRoot(request)}${path}/${policyId}` });
      },
    },
    {
      name: "policies.claims-mapping.get",
      method: "GET",
      path: `${path}/{policyId}`,
      source: graphPage("claimsmappingpolicy-get"),
      handle: (request) => {
        rights.requireReadingPolicies(request);
        return entityReply(request, context, find(request.params["policyId"]).body, {
          query: parseODataQuery(request, "claimsMappingPolicy"),
        });
      },
    },
    {
      name: "policies.claims-mapping.update",
      method: "PATCH",
      path: `${path}/{policyId}`,
      source: graphPage("claimsmappingpolicy-update"),
      handle: (request) => {
        rights.requireWritingPolicies(request);
        const policy = find(request.params["policyId"]);
        const { properties } = checkBody(request.json(), "claimsMappingPolicy", "update", { objectId: String(policy.body["id"]) });
        policy.body = { ...policy.body, ...properties };
        return { status: 204 };
      },
    },
    {
      name: "policies.claims-mapping.delete",
      method: "DELETE",
      path: `${path}/{policyId}`,
      source: graphPage("claimsmappingpolicy-delete"),
      handle: (request) => {
        rights.requireWritingPolicies(request);
        policies().delete(String(find(request.params["policyId"]).body["id"]));
        return { status: 204 };
      },
    },
    {
      name: "servicePrincipals.claims-mapping.list",
      method: "GET",
      path: assigned,
      source: graphPage("serviceprincipal-list-claimsmappingpolicies"),
      handle: (request) => {
        rights.requireReading(request, "readApplications");
        const objectId = principalIdOf(request);
        const bodies = [...policies().values()].filter(({ appliesTo }) => appliesTo.has(objectId)).map(({ body }) => body);
        return listReply(request, "claimsMappingPolicies", parseODataQuery(request, "claimsMappingPolicy"), bodies);
      },
    },
    {
      name: "servicePrincipals.claims-mapping.assign",
      method: "POST",
      path: `${assigned}/$ref`,
      source: `${graphPage("serviceprincipal-post-claimsmappingpolicies")}; the provider names it below directoryObjects`,
      handle: (request) => {
        rights.requireWritingPolicies(request);
        const objectId = principalIdOf(request);
        const { appliesTo } = find(/([0-9a-f-]{36})(?:'\))?$/i.exec(parseReference(request))?.[1]);
        if (appliesTo.has(objectId)) throw graphRefusals.duplicateReference("claimsMappingPolicies");
        appliesTo.add(objectId);
        return { status: 204 };
      },
    },
    {
      name: "servicePrincipals.claims-mapping.remove",
      method: "DELETE",
      path: `${assigned}/{policyId}/$ref`,
      source: graphPage("serviceprincipal-delete-claimsmappingpolicies"),
      handle: (request) => {
        rights.requireWritingPolicies(request);
        const policyId = request.params["policyId"] ?? "";
        if (!find(policyId).appliesTo.delete(principalIdOf(request))) throw graphRefusals.notFound(policyId);
        return { status: 204 };
      },
    },
  ];
}
