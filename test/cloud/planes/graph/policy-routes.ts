import type { PlaneRequest } from "../../core/operation.ts";
import type { AssignedPolicy } from "./app-management-policies.ts";
import { checkBody } from "./check-body.ts";
import { checkRestrictions } from "./check-restrictions.ts";
import type { JsonObject } from "./directory-object.ts";
import type { Directory } from "./directory.ts";
import { graphRefusals } from "./graph-refusal.ts";
import { entityReply, listReply, toServiceRoot } from "./graph-reply.ts";
import { graphPage, type GraphRoute } from "./graph-route.ts";
import { mergePatch } from "./merge-patch.ts";
import { toTypedBody } from "./object-view.ts";
import { parseODataQuery } from "./odata-query.ts";
import type { Rights } from "./rights.ts";

/** App management policies: what the tenant allows of secrets and certificates. */
export function createPolicyRoutes(directory: Directory, rights: Rights): readonly GraphRoute[] {
  const { policies } = directory;
  const path = "/policies/appManagementPolicies";
  const context = "policies/appManagementPolicies";
  const find = (request: PlaneRequest): AssignedPolicy => {
    const policyId = (request.params["policyId"] ?? "").toLowerCase();
    const found = policies.assigned.get(policyId);
    if (found === undefined) throw graphRefusals.notFound(policyId);
    return found;
  };
  return [
    {
      name: "policies.default-app-management.get",
      method: "GET",
      path: "/policies/defaultAppManagementPolicy",
      source: graphPage("tenantappmanagementpolicy-get"),
      handle: (request) => {
        rights.requireReadingPolicies(request);
        const query = parseODataQuery(request, "tenantAppManagementPolicy");
        return entityReply(request, "policies/defaultAppManagementPolicy", policies.default, { query });
      },
    },
    {
      name: "policies.default-app-management.update",
      method: "PATCH",
      path: "/policies/defaultAppManagementPolicy",
      source: graphPage("tenantappmanagementpolicy-update"),
      handle: (request) => {
        rights.requireWritingPolicies(request);
        const { properties } = checkBody(request.json(), "tenantAppManagementPolicy", "update");
        checkRestrictions(properties["applicationRestrictions"]);
        checkRestrictions(properties["servicePrincipalRestrictions"]);
        policies.default = mergePatch(policies.default, properties);
        return { status: 204 };
      },
    },
    {
      name: "policies.app-management.list",
      method: "GET",
      path,
      source: graphPage("appmanagementpolicy-list"),
      handle: (request) => {
        rights.requireReadingPolicies(request);
        const bodies = [...policies.assigned.values()].map(({ body }) => body);
        return listReply(request, context, parseODataQuery(request, "appManagementPolicy"), bodies);
      },
    },
    {
      name: "policies.app-management.create",
      method: "POST",
      path,
      source: graphPage("appmanagementpolicy-post"),
      handle: (request) => {
        rights.requireWritingPolicies(request);
        const { properties } = checkBody(request.json(), "appManagementPolicy", "create");
        for (const name of ["displayName", "description"])
          if (typeof properties[name] !== "string") throw graphRefusals.missingProperty(name, "appManagementPolicy");
        checkRestrictions(properties["restrictions"]);
        const policyId = directory.nextGuid(`app management policy/${String(properties["displayName"])}`);
        const body: JsonObject = { id: policyId, deletedDateTime: null, isEnabled: false, restrictions: null, ...properties };
        policies.assigned.set(policyId, { body, appliesTo: new Set() });
        return entityReply(request, context, body, { status: 201, location: `${toServiceRoot(request)}${path}/${policyId}` });
      },
    },
    {
      name: "policies.app-management.get",
      method: "GET",
      path: `${path}/{policyId}`,
      source: graphPage("appmanagementpolicy-get"),
      handle: (request) => {
        rights.requireReadingPolicies(request);
        return entityReply(request, context, find(request).body, { query: parseODataQuery(request, "appManagementPolicy") });
      },
    },
    {
      name: "policies.app-management.update",
      method: "PATCH",
      path: `${path}/{policyId}`,
      source: graphPage("appmanagementpolicy-update"),
      handle: (request) => {
        rights.requireWritingPolicies(request);
        const policy = find(request);
        const { properties } = checkBody(request.json(), "appManagementPolicy", "update", { objectId: String(policy.body["id"]) });
        checkRestrictions(properties["restrictions"]);
        policy.body = mergePatch(policy.body, properties);
        return { status: 204 };
      },
    },
    {
      name: "policies.app-management.delete",
      method: "DELETE",
      path: `${path}/{policyId}`,
      source: graphPage("appmanagementpolicy-delete"),
      handle: (request) => {
        rights.requireWritingPolicies(request);
        policies.assigned.delete(String(find(request).body["id"]));
        return { status: 204 };
      },
    },
    {
      name: "policies.app-management.applies-to",
      method: "GET",
      path: `${path}/{policyId}/appliesTo`,
      source: graphPage("appmanagementpolicy-list-appliesto"),
      handle: (request) => {
        rights.requireReadingPolicies(request);
        const objects = [...find(request).appliesTo].map((objectId) => directory.store.get(objectId)).filter((one) => one !== undefined);
        return listReply(request, "directoryObjects", parseODataQuery(request, "application"), objects.map(toTypedBody));
      },
    },
  ];
}
