import type { IdSource } from "../../core/cloud-context.ts";
import { type Operation, Refusal } from "../../core/operation.ts";
import { matching, structure } from "../arm/shape.ts";
import { objectNotFound } from "./object-refusals.ts";
import type { VaultPermission } from "./vault-access.ts";
import { readVaultBody } from "./vault-body.ts";
import type { ObjectVersion, VaultObjects } from "./vault-objects.ts";
import type { VaultOperationFactory, VaultRequest } from "./vault-operation.ts";

type Json = Record<string, unknown>;

/** `value` is what a backup answered. */
const restoreShape = structure({ value: matching(/^[A-Za-z0-9_-]+$/, { required: true }) });

/** What is kept, and how it looks once it is back. */
export interface BackedUp<Version extends ObjectVersion> {
  readonly objects: VaultObjects<Version>;
  readonly permissions: Readonly<Record<"backup" | "restore", VaultPermission>>;
  readonly toRestored: (on: VaultRequest, name: string, version: Version) => Json;
}

/**
 * Backup and restore of secrets and keys. A backup holds every version; what is handed out names it and holds nothing
 * itself, so it is worth nothing outside of this cloud, as a real one is outside of its subscription and geography.
 * ASSUMED: where a real one may be restored. Operations: @azure/keyvault-secrets 4.12.0 and -keys 4.10.2, read 2026-11-26.
 */
export function createBackupOperations<Version extends ObjectVersion>(
  operation: VaultOperationFactory,
  ids: IdSource,
  { objects, permissions, toRestored }: BackedUp<Version>,
): readonly Operation[] {
  const { plural, label } = objects;
  const kept = new Map<string, { readonly name: string; readonly versions: readonly Version[] }>();
  return [
    operation(`${plural}.backup`, "POST", `/${plural}/{name}/backup`, permissions.backup, ({ vaultName, name }) => {
      const versions = objects.versions(vaultName, name);
      if (versions.length === 0) throw objectNotFound(label, name, undefined);
      const value = Buffer.from(ids.hex(`backup:${plural}:${vaultName}/${name}:${kept.size}`, 128)).toString("base64url");
      kept.set(value, { name, versions });
      return { status: 200, json: { value } };
    }),
    operation(`${plural}.restore`, "POST", `/${plural}/restore`, permissions.restore, (on) => {
      const backup = kept.get(readVaultBody(restoreShape, on.request.json())["value"] as string);
      // ASSUMED: the words of both.
      if (backup === undefined) throw new Refusal(400, "BadParameter", `The backup of the ${label.toLowerCase()} could not be read.`);
      const { name, versions } = backup;
      objects.requireFree(on.vaultName, name);
      if (objects.find(on.vaultName, name) !== undefined)
        throw new Refusal(409, "Conflict", `A ${label.toLowerCase()} with the name ${name} already exists in this key vault.`);
      for (const version of versions) objects.add(on.vaultName, name, version);
      return { status: 200, json: toRestored(on, name, versions.at(-1) as Version) };
    }),
  ];
}
