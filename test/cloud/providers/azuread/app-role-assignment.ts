import type { PropertyMap } from "../property-values.ts";
import { ProviderFailure } from "../provider-failure.ts";
import type { AzureadResource, AzureadState } from "./azuread-resource.ts";
import { graphErrorText, type GraphClient } from "./graph-client.ts";

/** `azuread_app_role_assignment`: every input replaces; the resource's own service principal is only read. */
export const appRoleAssignment: AzureadResource = {
  type: "azuread:index/appRoleAssignment:AppRoleAssignment",
  idForm: "/servicePrincipals/{objectId}/appRoleAssignedTo/{assignmentId}",
  inputs: {
    appRoleId: { isRequired: true, isForceNew: true },
    principalObjectId: { isRequired: true, isForceNew: true },
    resourceObjectId: { isRequired: true, isForceNew: true },
  },
  outputs: ["principalDisplayName", "principalType", "resourceDisplayName"],
  secretOutputs: [],
  create: async (graph, inputs, keep) => {
    const resourcePath = `v1.0/servicePrincipals/${String(inputs["resourceObjectId"])}`;
    await graph.call({ method: "GET", path: resourcePath });
    const created = await graph.call({
      method: "POST",
      path: `${resourcePath}/appRoleAssignedTo`,
      body: { appRoleId: inputs["appRoleId"], principalId: inputs["principalObjectId"], resourceId: inputs["resourceObjectId"] },
      // A principal that is not replicated yet; an assignment that exists already is an error, not an adoption.
      retries: (answer) =>
        answer.status === 404 || (answer.status === 400 && graphErrorText(answer).includes("Not a valid reference update")),
    });
    const resourceId = `/servicePrincipals/${String(inputs["resourceObjectId"])}/appRoleAssignedTo/${String(created.json?.["id"])}`;
    keep(resourceId);
    const state = await readAssignment(graph, resourceId);
    if (state === undefined) throw new ProviderFailure(`${resourceId} was not found right after it was written`);
    return state;
  },
  read: readAssignment,
  delete: async (graph, resourceId) => {
    await graph.call({ method: "DELETE", path: `v1.0${resourceId}`, accepts: [404] });
  },
};

async function readAssignment(graph: GraphClient, resourceId: string): Promise<AzureadState | undefined> {
  const answer = await graph.call({ method: "GET", path: `v1.0${resourceId}`, accepts: [404] });
  if (answer.status === 404) return undefined;
  const read: PropertyMap = answer.json ?? {};
  return {
    resourceId,
    outputs: {
      appRoleId: read["appRoleId"],
      principalDisplayName: read["principalDisplayName"],
      principalObjectId: read["principalId"],
      principalType: read["principalType"],
      resourceDisplayName: read["resourceDisplayName"],
      resourceObjectId: read["resourceId"],
    },
  };
}
