import type { CloudContext } from "../../core/cloud-context.ts";
import { type Operation, type PlaneRequest, Refusal, type Reply } from "../../core/operation.ts";
import type { VaultRecovery } from "./object-attributes.ts";
import { refuseObjectAccess, type VaultPermission } from "./vault-access.ts";
import type { OpenVault, Vaults } from "./vaults.ts";

/**
 * What the official clients send. Source: `KnownVersions` of @azure/keyvault-secrets 4.12.0, -keys 4.10.2 and
 * -certificates 4.10.3, and their predecessors, read 2026-11-25.
 */
const apiVersions = ["7.0", "7.1", "7.2", "7.3", "7.4", "7.5", "7.6", "2025-07-01", "2026-04-01"] as const;

/** A request that reached an open vault and whose caller may. */
export interface VaultRequest {
  readonly request: PlaneRequest;
  readonly vault: OpenVault;
  readonly vaultName: string;
  /** Of the object; empty where the operation is about all of them. */
  readonly name: string;
  /** Empty or absent: the latest one. */
  readonly version: string | undefined;
  readonly recovery: VaultRecovery;
}

/** Makes operations of the vault plane: the vault is found, the caller's right is checked, then `run` answers. */
export type VaultOperationFactory = (
  name: string,
  method: Operation["method"],
  path: string,
  permission: VaultPermission,
  run: (on: VaultRequest) => Reply | Promise<Reply>,
) => Operation;

/** The factory of one kind of objects, all of whose operations were read at `source`. */
export function createVaultOperationFactory(context: CloudContext, vaults: Vaults, source: string): VaultOperationFactory {
  return (name, method, path, permission, run) => ({
    name: `vault.${name}`,
    plane: "vault",
    method,
    path,
    apiVersions,
    audience: "vault",
    source,
    handle: (request) => {
      const vault = vaults.at(request.origin);
      if (vault === undefined) throw new Refusal(404, "VaultNotFound", "The vault does not exist.");
      const objectName = request.params["name"];
      const refusal = refuseObjectAccess(context, vault, request, objectName, permission);
      if (refusal !== undefined) return refusal;
      const properties = context.resources.get(vault.resourceId)?.properties ?? {};
      return run({
        request,
        vault,
        vaultName: vault.vaultName,
        name: objectName ?? "",
        version: request.params["version"],
        recovery: {
          recoverableDays: Number(properties["softDeleteRetentionInDays"] ?? 90),
          isPurgeProtected: properties["enablePurgeProtection"] === true,
        },
      });
    },
  });
}
