import { checkBody } from "./check-body.ts";
import type { Directory } from "./directory.ts";
import { entityReply } from "./graph-reply.ts";
import { graphPage, type GraphRoute } from "./graph-route.ts";
import { mergePatch } from "./merge-patch.ts";
import { parseODataQuery } from "./odata-query.ts";
import type { Rights } from "./rights.ts";

/** What members of the tenant may do without a role; `allowedToCreateApps` is obeyed, the rest is shown. */
export function createAuthorizationPolicyRoutes(directory: Directory, rights: Rights): readonly GraphRoute[] {
  const path = "/policies/authorizationPolicy";
  return [
    {
      name: "policies.authorization.get",
      method: "GET",
      path,
      source: graphPage("authorizationpolicy-get"),
      handle: (request) => {
        rights.requireReadingPolicies(request);
        const query = parseODataQuery(request, "authorizationPolicy");
        return entityReply(request, "policies/authorizationPolicy", directory.policies.authorization, { query });
      },
    },
    {
      name: "policies.authorization.update",
      method: "PATCH",
      path,
      source: graphPage("authorizationpolicy-update"),
      handle: (request) => {
        rights.requireWritingAuthorization(request);
        const { properties } = checkBody(request.json(), "authorizationPolicy", "update", { objectId: "authorizationPolicy" });
        directory.policies.authorization = mergePatch(directory.policies.authorization, properties);
        return { status: 204 };
      },
    },
  ];
}
