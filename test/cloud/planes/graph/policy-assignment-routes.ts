import { Refusal } from "../../core/operation.ts";
import type { Directory } from "./directory.ts";
import { findObject } from "./find-object.ts";
import { graphRefusals } from "./graph-refusal.ts";
import { listReply } from "./graph-reply.ts";
import { graphPage, type GraphRoute } from "./graph-route.ts";
import { parseODataQuery } from "./odata-query.ts";
import { parseReference } from "./parse-reference.ts";
import type { Rights } from "./rights.ts";

/** Which app management policy an application or a service principal has: one at most. */
export function createPolicyAssignmentRoutes(directory: Directory, rights: Rights): readonly GraphRoute[] {
  const { policies } = directory;
  return (["application", "servicePrincipal"] as const).flatMap((kind): GraphRoute[] => {
    const path = `/${kind}s/{key}/appManagementPolicies`;
    return [
      {
        name: `${kind}s.app-management-policies.list`,
        method: "GET",
        path,
        source: graphPage("appmanagementpolicy-list"),
        handle: (request) => {
          rights.requireReadingPolicies(request);
          const policy = policies.policyOf(findObject(directory, kind, request.params["key"] ?? "").objectId);
          const bodies = policy === undefined ? [] : [policy.body];
          return listReply(request, "appManagementPolicies", parseODataQuery(request, "appManagementPolicy"), bodies);
        },
      },
      {
        name: `${kind}s.app-management-policies.assign`,
        method: "POST",
        path: `${path}/$ref`,
        source: `${graphPage("appmanagementpolicy-post-appliesto")} (one per object); status and text of a second are ASSUMED`,
        handle: (request) => {
          rights.requireWritingPolicies(request);
          const { objectId } = findObject(directory, kind, request.params["key"] ?? "");
          const reference = parseReference(request);
          const policyId = /\/appManagementPolicies(?:\/|\(')([0-9a-f-]{36})(?:'\))?$/i.exec(reference)?.[1]?.toLowerCase() ?? "";
          const policy = policies.assigned.get(policyId);
          if (policy === undefined) throw graphRefusals.notFound(policyId);
          if (policies.policyOf(objectId) !== undefined)
            throw new Refusal(400, "Request_BadRequest", "Only one app management policy can be assigned to an object.");
          policy.appliesTo.add(objectId);
          return { status: 204 };
        },
      },
      {
        name: `${kind}s.app-management-policies.remove`,
        method: "DELETE",
        path: `${path}/{policyId}/$ref`,
        source: graphPage("appmanagementpolicy-delete-appliesto"),
        handle: (request) => {
          rights.requireWritingPolicies(request);
          const { objectId } = findObject(directory, kind, request.params["key"] ?? "");
          const policyId = (request.params["policyId"] ?? "").toLowerCase();
          if (policies.assigned.get(policyId)?.appliesTo.delete(objectId) !== true) throw graphRefusals.notFound(policyId);
          return { status: 204 };
        },
      },
    ];
  });
}
