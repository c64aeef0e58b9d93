import { Refusal } from "../../core/operation.ts";
import type { Operation, PlaneRequest } from "../../core/operation.ts";
import type { KeyVersion, VaultKeys } from "../vault/vault-keys.ts";
import { parseArmId } from "./arm-id.ts";
import { armRefusals } from "./arm-refusals.ts";
import { toListPage } from "./list-page.ts";
import { requireAction, requireGroup, requireSubscription } from "./resource-request.ts";
import type { ResourceServices } from "./resource-services.ts";
import { toArmKey } from "./types/vault-key.ts";
import { vaultApiVersions } from "./types/vault.ts";

const vault = "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.KeyVault/vaults/{vaultName}";

/** What a vault has beside resources of their own: versions of keys, and how it is reached privately (it is not). */
export function createVaultPartOperations(services: ResourceServices, keys: VaultKeys): readonly Operation[] {
  const common = {
    plane: "arm",
    method: "GET",
    apiVersions: vaultApiVersions,
    audience: "arm",
    source: "@azure/arm-keyvault 5.0.0 api/keys, api/privateEndpointConnections, api/privateLinkResources, read 2026-11-26",
  } as const;
  /** The id of the vault, once the caller may and it is there. */
  const found = (request: PlaneRequest, part: string): string => {
    const vaultId = /^.*\/vaults\/[^/]+/i.exec(request.path)?.[0] ?? "";
    requireSubscription(services, request.params["subscriptionId"] ?? "");
    requireAction(services, request, `Microsoft.KeyVault/vaults/${part}/read`, vaultId);
    const resource = services.resources.get(vaultId);
    if (resource !== undefined) return resource.id;
    const id = parseArmId(vaultId);
    if (id !== undefined) requireGroup(services, id);
    throw armRefusals.resourceNotFound("Microsoft.KeyVault/vaults", request.params["vaultName"] ?? "", request.params["resourceGroupName"]);
  };
  const toVersion = (vaultId: string, name: string, version: KeyVersion): unknown => ({
    id: `${vaultId}/keys/${name}/versions/${version.version}`,
    name: version.version,
    type: "Microsoft.KeyVault/vaults/keys/versions",
    location: services.resources.get(vaultId)?.location,
    ...toArmKey(keys, vaultId.split("/").at(-1) ?? "", name, version),
  });
  const versionsOf = (request: PlaneRequest): readonly KeyVersion[] => {
    const versions = keys.versions(request.params["vaultName"] ?? "", request.params["keyName"] ?? "");
    if (versions.length > 0) return versions;
    throw armRefusals.resourceNotFound(
      "Microsoft.KeyVault/vaults/keys",
      request.params["keyName"] ?? "",
      request.params["resourceGroupName"],
    );
  };
  return [
    {
      ...common,
      name: "arm.vaultKeyVersions.list",
      path: `${vault}/keys/{keyName}/versions`,
      handle: (request) => {
        const vaultId = found(request, "keys/versions");
        const all = versionsOf(request).map((version) => toVersion(vaultId, request.params["keyName"] ?? "", version));
        return toListPage(request, all);
      },
    },
    {
      ...common,
      name: "arm.vaultKeyVersions.get",
      path: `${vault}/keys/{keyName}/versions/{version}`,
      handle: (request) => {
        const vaultId = found(request, "keys/versions");
        const wanted = request.params["version"] ?? "";
        const version = versionsOf(request).find((candidate) => candidate.version === wanted);
        if (version === undefined) throw new Refusal(404, "KeyNotFound", `The version '${wanted}' of the key was not found.`);
        return { status: 200, json: toVersion(vaultId, request.params["keyName"] ?? "", version) };
      },
    },
    {
      ...common,
      name: "arm.vaultPrivateEndpointConnections.list",
      path: `${vault}/privateEndpointConnections`,
      handle: (request) => {
        found(request, "privateEndpointConnections");
        return { status: 200, json: { value: [] } };
      },
    },
    {
      ...common,
      name: "arm.vaultPrivateLinkResources.list",
      path: `${vault}/privateLinkResources`,
      handle: (request) => {
        const vaultId = found(request, "privateLinkResources");
        const link = {
          id: `${vaultId}/privateLinkResources/vault`,
          name: "vault",
          type: "Microsoft.KeyVault/vaults/privateLinkResources",
          properties: { groupId: "vault", requiredMembers: ["default"], requiredZoneNames: ["privatelink.vaultcore.azure.net"] },
        };
        return { status: 200, json: { value: [link] } };
      },
    },
  ];
}
