import { randomUUID } from "node:crypto";
import { definedOnly, type PropertyMap } from "../property-values.ts";
import { ProviderFailure } from "../provider-failure.ts";
import { toApplicationBody, toApplicationOutputs } from "./application-body.ts";
import type { AzureadResource, AzureadState } from "./azuread-resource.ts";
import { waitUntilConsistent } from "./consistency.ts";
import { featureTagsShape } from "./feature-tags.ts";
import { graphErrorText, type GraphClient } from "./graph-client.ts";
import { readOwners, settleOwners, toOwnersBind, updateOwners } from "./owners.ts";

/** `azuread_application`: the requests of facts/cloud-wire.md 1.6, in their order. */
export const application: AzureadResource = {
  type: "azuread:index/application:Application",
  idForm: "/applications/{objectId}",
  inputs: {
    api: {
      default: { requestedAccessTokenVersion: 1 },
      shape: { knownClientApplications: true, mappedClaimsEnabled: true, requestedAccessTokenVersion: true },
    },
    description: {},
    deviceOnlyAuthEnabled: {},
    displayName: { isRequired: true },
    fallbackPublicClientEnabled: {},
    featureTags: { isComputed: true, shape: featureTagsShape },
    identifierUris: { isSet: true },
    marketingUrl: {},
    notes: {},
    owners: { isSet: true },
    preventDuplicateNames: { isWriteOnly: true },
    privacyStatementUrl: {},
    publicClient: { shape: { redirectUris: true } },
    requiredResourceAccesses: { isSet: true, shape: [{ resourceAppId: true, resourceAccesses: [{ id: true, type: true }] }] },
    serviceManagementReference: {},
    signInAudience: { default: "AzureADMyOrg" },
    singlePageApplication: { shape: { redirectUris: true } },
    supportUrl: {},
    tags: { isSet: true, isComputed: true },
    termsOfServiceUrl: {},
    web: {
      shape: {
        homepageUrl: true,
        implicitGrant: { accessTokenIssuanceEnabled: true, idTokenIssuanceEnabled: true },
        logoutUrl: true,
        redirectUris: true,
      },
    },
  },
  outputs: [
    "appRoleIds",
    "clientId",
    "disabledByMicrosoft",
    "logoUrl",
    "oauth2PermissionScopeIds",
    "objectId",
    "publisherDomain",
    "templateId",
  ],
  secretOutputs: [],
  plan: (graph, inputs) => refuseDuplicateName(graph, inputs),
  create: async (graph, inputs, keep) => {
    await refuseDuplicateName(graph, inputs);
    const owners = ownersOf(inputs);
    const created = await graph.call({
      method: "POST",
      path: "v1.0/applications",
      body: { ...toApplicationBody(inputs), "owners@odata.bind": toOwnersBind(graph, owners) },
    });
    const objectId = created.json?.["id"] as string;
    keep(toResourceId(objectId));
    const path = `v1.0/applications/${objectId}`;
    for (const displayName of [`TERRAFORM_UPDATE_${randomUUID()}`, inputs["displayName"]]) {
      await graph.call({
        method: "PATCH",
        path,
        body: { "@odata.type": "#microsoft.graph.application", displayName },
        // A replica that does not know the application yet, or a rival write.
        retries: (answer) => answer.status === 404 || answer.status === 409 || isDisableFirst(graphErrorText(answer)),
      });
    }
    await settleOwners(graph, path, owners);
    return readOrFail(graph, toResourceId(objectId), inputs);
  },
  read: readApplication,
  update: async (graph, resourceId, inputs, known) => {
    if (inputs["displayName"] !== known["displayName"]) await refuseDuplicateName(graph, inputs);
    const path = pathOf(resourceId);
    await graph.call({ method: "PATCH", path, body: toApplicationBody(inputs, known), retries: (answer) => answer.status === 404 });
    if (inputs["owners"] !== undefined) await updateOwners(graph, path, ownersOf(inputs));
    return readOrFail(graph, resourceId, inputs);
  },
  delete: async (graph, resourceId) => {
    const path = pathOf(resourceId);
    await graph.call({ method: "DELETE", path, accepts: [404] });
    await waitUntilConsistent(graph, `deletion of ${resourceId}`, 5, async () => {
      const answer = await graph.call({ method: "GET", path, accepts: [404] });
      return answer.status === 404;
    });
  },
};

async function readApplication(graph: GraphClient, resourceId: string, known: PropertyMap): Promise<AzureadState | undefined> {
  const path = pathOf(resourceId);
  const found = await graph.call({ method: "GET", path, accepts: [404] });
  if (found.status === 404) return undefined;
  const beta = path.replace("v1.0/", "beta/");
  await graph.call({ method: "GET", path: `${beta}?%24select=oauth2RequirePostResponse` });
  const owners = await readOwners(graph, path);
  const outputs = toApplicationOutputs(found.json ?? {}, owners);
  return { resourceId, outputs: definedOnly({ ...outputs, preventDuplicateNames: known["preventDuplicateNames"] ?? false }) };
}

async function readOrFail(graph: GraphClient, resourceId: string, known: PropertyMap): Promise<AzureadState> {
  const state = await readApplication(graph, resourceId, known);
  // The real provider takes a 404 here for "gone" and reports success with an empty state (facts/cloud-wire.md 1.8).
  if (state === undefined) throw new ProviderFailure(`${resourceId} was not found right after it was written`);
  return state;
}

async function refuseDuplicateName(graph: GraphClient, inputs: PropertyMap): Promise<void> {
  if (inputs["preventDuplicateNames"] !== true) return;
  const filter = new URLSearchParams({ $filter: `displayName eq '${String(inputs["displayName"]).replaceAll("'", "''")}'` });
  const answer = await graph.call({ method: "GET", path: `v1.0/applications?${String(filter)}` });
  const [twin] = (answer.json?.["value"] ?? []) as { id: string }[];
  if (twin === undefined) return;
  throw new ProviderFailure(
    `Tenant "${graph.tenantId}": existing application with name "${String(inputs["displayName"])}" (ID: "${twin.id}") was found` +
      " and `prevent_duplicate_names` was specified",
  );
}

function isDisableFirst(text: string): boolean {
  return text.includes("Permission (scope or role) cannot be deleted or updated unless disabled first");
}

function ownersOf(inputs: PropertyMap): string[] {
  return (inputs["owners"] ?? []) as string[];
}

function toResourceId(objectId: string): string {
  return `/applications/${objectId}`;
}

function pathOf(resourceId: string): string {
  return `v1.0${resourceId}`;
}
