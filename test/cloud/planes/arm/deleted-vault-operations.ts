import { Refusal } from "../../core/operation.ts";
import type { Operation } from "../../core/operation.ts";
import type { Vaults } from "../vault/vaults.ts";
import type { DeletedVault, DeletedVaults } from "./deleted-vaults.ts";
import { callerOf, requireAction, requireSubscription } from "./resource-request.ts";
import type { ResourceServices } from "./resource-services.ts";
import { vaultApiVersions } from "./types/vault.ts";

const source = "@azure/arm-keyvault 5.0.0 api/vaults (listDeleted, getDeleted, purgeDeleted), read 2026-11-25";
/** Cloud milliseconds that a purge takes. ASSUMED. */
const purgeMs = 500;

/** Soft-deleted vaults: list, get, purge. */
export function createDeletedVaultOperations(services: ResourceServices, deleted: DeletedVaults, vaults: Vaults): readonly Operation[] {
  const common = { plane: "arm", apiVersions: vaultApiVersions, audience: "arm", source } as const;
  const one = "/subscriptions/{subscriptionId}/providers/Microsoft.KeyVault/locations/{location}/deletedVaults/{vaultName}";
  const find = (vaultName: string): DeletedVault => {
    const found = deleted.find(vaultName);
    if (found === undefined) throw new Refusal(404, "DeletedVaultNotFound", `The specified deleted vault '${vaultName}' does not exist.`);
    return found;
  };
  return [
    {
      ...common,
      name: "arm.deletedVaults.list",
      method: "GET",
      path: "/subscriptions/{subscriptionId}/providers/Microsoft.KeyVault/deletedVaults",
      handle: (request) => {
        requireSubscription(services, request.params["subscriptionId"] ?? "");
        requireAction(services, request, "Microsoft.KeyVault/deletedVaults/read", request.path);
        return { status: 200, json: { value: deleted.list().map((vault) => answerOf(services, vault)) } };
      },
    },
    {
      ...common,
      name: "arm.deletedVaults.get",
      method: "GET",
      path: one,
      handle: (request) => {
        requireSubscription(services, request.params["subscriptionId"] ?? "");
        requireAction(services, request, "Microsoft.KeyVault/locations/deletedVaults/read", request.path);
        return { status: 200, json: answerOf(services, find(request.params["vaultName"] ?? "")) };
      },
    },
    {
      ...common,
      name: "arm.deletedVaults.purge",
      method: "POST",
      path: `${one}/purge`,
      handle: (request) => {
        requireSubscription(services, request.params["subscriptionId"] ?? "");
        requireAction(services, request, "Microsoft.KeyVault/locations/deletedVaults/purge/action", request.path);
        const { vault } = find(request.params["vaultName"] ?? "");
        if (vault.properties["enablePurgeProtection"] === true) {
          throw new Refusal(400, "MethodNotAllowed", `Operation 'DeletedVaultPurge' is not allowed.`);
        }
        const operation = services.operations.start({
          operation: "arm.deletedVaults.operation",
          method: "POST",
          resourceId: vault.id,
          callerObjectId: callerOf(request).oid,
          durationMs: purgeMs,
          work: async () => {},
          succeeded: () => {
            deleted.purge(vault.name);
            vaults.discard(vault.name);
          },
          failed: () => {},
          result: () => undefined,
        });
        const where = {
          namespace: "Microsoft.KeyVault",
          location: request.params["location"] ?? "",
          apiVersion: request.query.get("api-version") ?? "",
        };
        return { status: 202, headers: services.operations.headers(operation, "location", where) };
      },
    },
  ];
}

function answerOf(services: ResourceServices, { vault, deletionDate, scheduledPurgeDate }: DeletedVault): unknown {
  const location = vault.location ?? "";
  return {
    id: `/subscriptions/${services.context.subscriptionId}/providers/Microsoft.KeyVault/locations/${location}/deletedVaults/${vault.name}`,
    name: vault.name,
    type: "Microsoft.KeyVault/deletedVaults",
    properties: {
      vaultId: vault.id,
      location,
      tags: vault["tags"] ?? {},
      deletionDate,
      scheduledPurgeDate,
      ...(vault.properties["enablePurgeProtection"] === true ? { purgeProtectionEnabled: true } : {}),
    },
  };
}
