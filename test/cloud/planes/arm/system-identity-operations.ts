import type { Operation } from "../../core/operation.ts";
import { armRefusals } from "./arm-refusals.ts";
import { parseArmId } from "./arm-id.ts";
import { requireAction, requireGroup, requireSubscription } from "./resource-request.ts";
import type { ResourceServices } from "./resource-services.ts";
import { identityApiVersions } from "./types/user-assigned-identity.ts";

/** The system's identity of a resource, asked for at the resource. Its secret's address is left out: nothing here rotates it. */
export function createSystemIdentityOperation(services: ResourceServices): Operation {
  return {
    name: "arm.systemAssignedIdentities.get",
    plane: "arm",
    method: "GET",
    path: "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/{namespace}/{type1}/{name1}/providers/Microsoft.ManagedIdentity/identities/default",
    apiVersions: identityApiVersions,
    audience: "arm",
    source: "@azure/arm-msi 2.2.0 systemAssignedIdentities.getByScope, read 2026-11-26",
    handle: (request) => {
      const scope = request.path.replace(/\/providers\/Microsoft\.ManagedIdentity\/identities\/default\/?$/i, "");
      requireSubscription(services, request.params["subscriptionId"] ?? "");
      requireAction(services, request, "Microsoft.ManagedIdentity/identities/read", scope);
      const id = parseArmId(scope);
      if (id !== undefined) requireGroup(services, id);
      const resource = services.resources.get(scope);
      const identity = resource === undefined ? undefined : services.identities.find(resource.id);
      if (resource === undefined || identity === undefined)
        throw armRefusals.resourceNotFound("Microsoft.ManagedIdentity/identities", "default", request.params["resourceGroupName"]);
      return {
        status: 200,
        json: {
          id: `${resource.id}/providers/Microsoft.ManagedIdentity/identities/default`,
          name: "default",
          type: "Microsoft.ManagedIdentity/identities",
          location: resource.location,
          properties: {
            tenantId: services.context.tenant.tenantId,
            principalId: identity.principalObjectId,
            clientId: identity.clientId,
          },
        },
      };
    },
  };
}
