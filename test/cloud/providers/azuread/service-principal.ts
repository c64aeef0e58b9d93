import { randomUUID } from "node:crypto";
import { definedOnly, type PropertyMap } from "../property-values.ts";
import { ProviderFailure } from "../provider-failure.ts";
import { toValueIds } from "./application-body.ts";
import type { AzureadResource, AzureadState } from "./azuread-resource.ts";
import { waitUntilConsistent } from "./consistency.ts";
import { featureTagsShape, toFeatureTags, toTags } from "./feature-tags.ts";
import { graphErrorText, type GraphClient } from "./graph-client.ts";
import { readOwners, settleOwners, toOwnersBind, updateOwners } from "./owners.ts";

/** `azuread_service_principal`: the requests of facts/cloud-wire.md 1.6, with its fault of 1.8 (no retry of the PATCH after create). */
export const servicePrincipal: AzureadResource = {
  type: "azuread:index/servicePrincipal:ServicePrincipal",
  idForm: "/servicePrincipals/{objectId}",
  inputs: {
    accountEnabled: { default: true },
    alternativeNames: { isSet: true },
    appRoleAssignmentRequired: {},
    clientId: { isRequired: true, isForceNew: true },
    description: {},
    featureTags: { isComputed: true, shape: featureTagsShape },
    loginUrl: {},
    notes: {},
    notificationEmailAddresses: { isSet: true },
    owners: { isSet: true },
    preferredSingleSignOnMode: {},
    tags: { isSet: true, isComputed: true },
    useExisting: { isWriteOnly: true },
  },
  outputs: [
    "appRoleIds",
    "appRoles",
    "applicationTenantId",
    "displayName",
    "homepageUrl",
    "logoutUrl",
    "oauth2PermissionScopeIds",
    "oauth2PermissionScopes",
    "objectId",
    "redirectUris",
    "samlMetadataUrl",
    "servicePrincipalNames",
    "signInAudience",
    "type",
  ],
  secretOutputs: [],
  create: async (graph, inputs, keep) => {
    const [existing] = await findServicePrincipals(graph, "appId", String(inputs["clientId"]));
    if (existing !== undefined) return adopt(graph, String(existing["id"]), inputs, keep);
    const owners = ownersOf(inputs);
    const created = await graph.call({
      method: "POST",
      path: "v1.0/servicePrincipals",
      body: {
        ...toBody(inputs),
        appId: inputs["clientId"],
        description: `TERRAFORM_UPDATE_${randomUUID()}`,
        "owners@odata.bind": toOwnersBind(graph, owners),
      },
      retries: ({ status, ...answer }) => isApplicationNotReplicated(status, graphErrorText({ status, ...answer })),
    });
    const objectId = created.json?.["id"] as string;
    const resourceId = `/servicePrincipals/${objectId}`;
    const path = `v1.0${resourceId}`;
    keep(resourceId);
    const patched = await graph.call({
      method: "PATCH",
      path,
      body: { "@odata.type": "#microsoft.graph.servicePrincipal", description: inputs["description"] ?? null },
      accepts: [404],
    });
    if (patched.status === 404)
      throw new ProviderFailure("Timed out whilst waiting for new service principal to be replicated in Azure AD");
    await settleOwners(graph, path, owners);
    return readOrFail(graph, resourceId, inputs);
  },
  read: readServicePrincipal,
  update: (graph, resourceId, inputs) => write(graph, resourceId, inputs),
  delete: async (graph, resourceId, known) => {
    const path = `v1.0${resourceId}`;
    if (known["useExisting"] === true) {
      // The real provider sends it, ignores what comes back and does not wait.
      await graph.call({ method: "DELETE", path, accepts: [400, 403, 404] });
      return;
    }
    await graph.call({ method: "DELETE", path, accepts: [404] });
    await waitUntilConsistent(graph, `deletion of ${resourceId}`, 5, async () => {
      const answer = await graph.call({ method: "GET", path, accepts: [404] });
      return answer.status === 404;
    });
  },
};

/** Service principals whose `property` equals the value; also what the data source asks. */
export async function findServicePrincipals(graph: GraphClient, property: "appId" | "displayName", value: string): Promise<PropertyMap[]> {
  const filter = new URLSearchParams({ $filter: `${property} eq '${value.replaceAll("'", "''")}'` });
  const answer = await graph.call({ method: "GET", path: `v1.0/servicePrincipals?${String(filter)}` });
  return (answer.json?.["value"] ?? []) as PropertyMap[];
}

/** The second request of every read: `samlMetadataUrl` is in beta only. */
export async function readSamlMetadataUrl(graph: GraphClient, objectId: string): Promise<string> {
  const answer = await graph.call({ method: "GET", path: `beta/servicePrincipals/${objectId}?%24select=samlMetadataUrl` });
  return (answer.json?.["samlMetadataUrl"] ?? "") as string;
}

/** What state and data source have in common. */
export function toServicePrincipalOutputs(read: PropertyMap, samlMetadataUrl: string): Record<string, unknown> {
  const tags = (read["tags"] ?? []) as string[];
  return {
    accountEnabled: read["accountEnabled"] ?? true,
    alternativeNames: read["alternativeNames"] ?? [],
    appRoleAssignmentRequired: read["appRoleAssignmentRequired"] ?? false,
    appRoleIds: toValueIds(read["appRoles"]),
    appRoles: read["appRoles"] ?? [],
    applicationTenantId: read["appOwnerOrganizationId"] ?? "",
    clientId: read["appId"],
    description: read["description"] ?? "",
    displayName: read["displayName"],
    featureTags: toFeatureTags(tags),
    homepageUrl: read["homepage"] ?? "",
    loginUrl: read["loginUrl"] ?? "",
    logoutUrl: read["logoutUrl"] ?? "",
    notes: read["notes"] ?? "",
    notificationEmailAddresses: read["notificationEmailAddresses"] ?? [],
    oauth2PermissionScopeIds: toValueIds(read["oauth2PermissionScopes"]),
    oauth2PermissionScopes: read["oauth2PermissionScopes"] ?? [],
    objectId: read["id"],
    preferredSingleSignOnMode: read["preferredSingleSignOnMode"] ?? "",
    redirectUris: read["replyUrls"] ?? [],
    samlMetadataUrl,
    servicePrincipalNames: read["servicePrincipalNames"] ?? [],
    signInAudience: read["signInAudience"] ?? "",
    tags,
    type: read["servicePrincipalType"] ?? "Application",
  };
}

async function readServicePrincipal(graph: GraphClient, resourceId: string, known: PropertyMap): Promise<AzureadState | undefined> {
  const path = `v1.0${resourceId}`;
  const found = await graph.call({ method: "GET", path, accepts: [404] });
  if (found.status === 404) return undefined;
  const samlMetadataUrl = await readSamlMetadataUrl(graph, resourceId.replace("/servicePrincipals/", ""));
  const owners = await readOwners(graph, path);
  const outputs = { ...toServicePrincipalOutputs(found.json ?? {}, samlMetadataUrl), owners, useExisting: known["useExisting"] };
  return { resourceId, outputs: definedOnly(outputs) };
}

async function adopt(graph: GraphClient, objectId: string, inputs: PropertyMap, keep: (resourceId: string) => void): Promise<AzureadState> {
  if (inputs["useExisting"] !== true) {
    throw new ProviderFailure(
      `A resource with the ID "${objectId}" already exists - to be managed via Terraform this resource needs to be imported into the State.`,
    );
  }
  keep(`/servicePrincipals/${objectId}`);
  return write(graph, `/servicePrincipals/${objectId}`, inputs);
}

async function write(graph: GraphClient, resourceId: string, inputs: PropertyMap): Promise<AzureadState> {
  const path = `v1.0${resourceId}`;
  await graph.call({ method: "PATCH", path, body: toBody(inputs) });
  if (inputs["owners"] !== undefined) await updateOwners(graph, path, ownersOf(inputs));
  return readOrFail(graph, resourceId, inputs);
}

async function readOrFail(graph: GraphClient, resourceId: string, known: PropertyMap): Promise<AzureadState> {
  const state = await readServicePrincipal(graph, resourceId, known);
  if (state === undefined) throw new ProviderFailure(`${resourceId} was not found right after it was written`);
  return state;
}

function toBody(inputs: PropertyMap): Record<string, unknown> {
  return {
    "@odata.type": "#microsoft.graph.servicePrincipal",
    accountEnabled: inputs["accountEnabled"] ?? true,
    alternativeNames: inputs["alternativeNames"] ?? [],
    appRoleAssignmentRequired: inputs["appRoleAssignmentRequired"] ?? false,
    description: inputs["description"] ?? null,
    loginUrl: inputs["loginUrl"] ?? null,
    notes: inputs["notes"] ?? null,
    notificationEmailAddresses: inputs["notificationEmailAddresses"] ?? [],
    preferredSingleSignOnMode: inputs["preferredSingleSignOnMode"] ?? null,
    tags: inputs["tags"] ?? toTags(inputs["featureTags"]),
  };
}

/** The two texts on which the provider tries the create again. Source: facts/cloud-wire.md 1.6, read 2026-11-25. */
function isApplicationNotReplicated(status: number, text: string): boolean {
  if (status === 400) return /The appId '.*' of the service principal does not reference a valid application object/.test(text);
  return status === 403 && /When using this permission, the backing application .* must in the local tenant/.test(text);
}

function ownersOf(inputs: PropertyMap): string[] {
  return (inputs["owners"] ?? []) as string[];
}
