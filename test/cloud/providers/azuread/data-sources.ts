import type { PropertyMap } from "../property-values.ts";
import { ProviderFailure } from "../provider-failure.ts";
import type { GraphClient } from "./graph-client.ts";
import { findServicePrincipals, readSamlMetadataUrl, toServicePrincipalOutputs } from "./service-principal.ts";

/** The data sources of azuread that we know, by token. */
export const azureadDataSources: Readonly<Record<string, (graph: GraphClient, args: PropertyMap) => Promise<PropertyMap>>> = {
  // No request: claims of the token and configuration only (facts/cloud-wire.md 1.6).
  "azuread:index/getClientConfig:getClientConfig": (graph) => {
    const { callerClientId: clientId, callerObjectId: objectId, tenantId } = graph;
    return Promise.resolve({ clientId, id: `${tenantId}-${clientId}-${objectId}`, objectId, tenantId });
  },
  // Source: terraform-provider-azuread directory_object_data_source.go (type from @odata.type), read 2026-11-25.
  "azuread:index/getDirectoryObject:getDirectoryObject": async (graph, args) => {
    const objectId = String(args["objectId"]);
    const found = (await graph.call({ method: "GET", path: `v1.0/directoryObjects/${objectId}` })).json ?? {};
    return { id: objectId, objectId, type: toDirectoryType(String(found["@odata.type"])) };
  },
  "azuread:index/getServicePrincipal:getServicePrincipal": async (graph, args) => {
    const found = await findOne(graph, args);
    const samlMetadataUrl = await readSamlMetadataUrl(graph, String(found["id"]));
    const outputs = toServicePrincipalOutputs(found, samlMetadataUrl);
    return { ...outputs, id: `/servicePrincipals/${String(found["id"])}`, samlSingleSignOns: [] };
  },
};

/** `#microsoft.graph.servicePrincipal` as the provider says it, `ServicePrincipal`. */
function toDirectoryType(odataType: string): string {
  const name = odataType.split(".").at(-1) ?? "";
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

async function findOne(graph: GraphClient, args: PropertyMap): Promise<PropertyMap> {
  const { objectId, clientId, displayName } = args as { objectId?: string; clientId?: string; displayName?: string };
  if (objectId !== undefined) {
    return (await graph.call({ method: "GET", path: `v1.0/servicePrincipals/${objectId}` })).json ?? {};
  }
  const found =
    clientId === undefined
      ? await findServicePrincipals(graph, "displayName", displayName ?? "")
      : await findServicePrincipals(graph, "appId", clientId);
  const [one, another] = found;
  const what = clientId === undefined ? `display name "${displayName ?? ""}"` : `client ID "${clientId}"`;
  if (one === undefined) throw new ProviderFailure(`Service principal with ${what} was not found`);
  if (another !== undefined) throw new ProviderFailure(`Found multiple service principals with ${what}`);
  return one;
}
