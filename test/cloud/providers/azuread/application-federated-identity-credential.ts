import type { PropertyMap } from "../property-values.ts";
import { ProviderFailure } from "../provider-failure.ts";
import { readApplicationBody, splitCredentialId, toApplicationPath } from "./application-credentials.ts";
import type { AzureadResource, AzureadState } from "./azuread-resource.ts";
import { waitUntilConsistent } from "./consistency.ts";
import type { GraphClient } from "./graph-client.ts";

/** `azuread_application_federated_identity_credential`: no secret, updated in place but for its name. */
export const applicationFederatedIdentityCredential: AzureadResource = {
  type: "azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential",
  idForm: "{objectId}/federatedIdentityCredential/{credentialId}",
  inputs: {
    applicationId: { isRequired: true, isForceNew: true },
    audiences: { isRequired: true },
    description: {},
    displayName: { isRequired: true, isForceNew: true },
    issuer: { isRequired: true },
    subject: { isRequired: true },
  },
  outputs: ["credentialId"],
  secretOutputs: [],
  create: async (graph, inputs, keep) => {
    const path = toApplicationPath(inputs["applicationId"]);
    if ((await readApplicationBody(graph, path)) === undefined) throw new ProviderFailure(`retrieving ${path}: not found`);
    const created = await graph.call({ method: "POST", path: `${path}/federatedIdentityCredentials`, body: toBody(inputs) });
    const credentialId = String(created.json?.["id"]);
    const resourceId = `${path.replace("v1.0/applications/", "")}/federatedIdentityCredential/${credentialId}`;
    keep(resourceId);
    await waitUntilConsistent(graph, `federated identity credential ${credentialId}`, 1, async () => {
      return (await readCredential(graph, resourceId)) !== undefined;
    });
    return readOrFail(graph, resourceId);
  },
  read: readCredential,
  update: async (graph, resourceId, inputs) => {
    await graph.call({ method: "PATCH", path: pathOf(resourceId), body: toBody(inputs) });
    return readOrFail(graph, resourceId);
  },
  delete: async (graph, resourceId) => {
    await graph.call({ method: "DELETE", path: pathOf(resourceId), accepts: [404] });
    await waitUntilConsistent(graph, `removal of ${resourceId}`, 5, async () => (await readCredential(graph, resourceId)) === undefined);
  },
};

async function readCredential(graph: GraphClient, resourceId: string): Promise<AzureadState | undefined> {
  const answer = await graph.call({ method: "GET", path: pathOf(resourceId), accepts: [404] });
  if (answer.status === 404) return undefined;
  const read: PropertyMap = answer.json ?? {};
  const { applicationPath, credentialId } = splitCredentialId(resourceId);
  return {
    resourceId,
    outputs: {
      applicationId: applicationPath.replace("v1.0", ""),
      audiences: read["audiences"],
      credentialId,
      description: read["description"] ?? "",
      displayName: read["name"],
      issuer: read["issuer"],
      subject: read["subject"],
    },
  };
}

async function readOrFail(graph: GraphClient, resourceId: string): Promise<AzureadState> {
  const state = await readCredential(graph, resourceId);
  if (state === undefined) throw new ProviderFailure(`${resourceId} was not found right after it was written`);
  return state;
}

function toBody(inputs: PropertyMap): PropertyMap {
  return {
    audiences: inputs["audiences"],
    description: inputs["description"] ?? null,
    issuer: inputs["issuer"],
    name: inputs["displayName"],
    subject: inputs["subject"],
  };
}

function pathOf(resourceId: string): string {
  const { applicationPath, credentialId } = splitCredentialId(resourceId);
  return `${applicationPath}/federatedIdentityCredentials/${credentialId}`;
}
