import type { CloudContext } from "../../core/cloud-context.ts";
import type { Operation, Reply } from "../../core/operation.ts";
import type { Json } from "../arm/body-check.ts";
import { flag, list, oneOf, structure, whole } from "../arm/shape.ts";
import { createBackupOperations } from "./backup-operations.ts";
import { curveOf } from "./elliptic-curve.ts";
import { toKeyBundle, toKeyItem } from "./key-bundle.ts";
import { createCryptographyOperations } from "./key-cryptography-operations.ts";
import { curveNames, jsonWebKeyShape, keyTypes, readKeyMaterial, toKeyMaterial } from "./key-material.ts";
import { createObjectLifeOperations } from "./object-life-operations.ts";
import { objectNotFound } from "./object-refusals.ts";
import type { VaultPermission } from "./vault-access.ts";
import { attributesShape, readVaultBody, requireObjectName, tagsShape, toObjectFields } from "./vault-body.ts";
import { type KeyVersion, keyOperations as allKeyOperations, type VaultKeys } from "./vault-keys.ts";
import { createVaultOperationFactory, type VaultRequest } from "./vault-operation.ts";
import type { Vaults } from "./vaults.ts";

const source = "https://learn.microsoft.com/rest/api/keyvault/keys/operation-groups; @azure/keyvault-keys 4.10.2, read 2026-11-25";

const common = { key_ops: list(oneOf([...allKeyOperations, "import", "export"])), attributes: attributesShape, tags: tagsShape };
/** `KeyCreateParameters` and `KeyUpdateParameters` of @azure/keyvault-keys 4.10.2; a release policy needs an exportable key, which there is none of. */
const createShape = structure({
  kty: oneOf(keyTypes, { required: true }),
  key_size: whole(0, 16_384),
  public_exponent: whole(0, 2_147_483_647),
  crv: oneOf(curveNames),
  ...common,
});
const updateShape = structure(common);
/** `KeyImportParameters`. */
const importShape = structure({ Hsm: flag(), key: jsonWebKeyShape, attributes: attributesShape, tags: tagsShape });

const permission = (dataAction: string, policy: string): VaultPermission => ({ of: "keys", dataAction, policy });

/** Key Vault's keys: create, import, rotate, get, versions, list, update, delete, recover, purge, and what they are for. */
export function createKeyOperations(context: CloudContext, vaults: Vaults, keys: VaultKeys): readonly Operation[] {
  const operation = createVaultOperationFactory(context, vaults, source);
  const found = ({ vaultName, name, version }: VaultRequest): KeyVersion => {
    const key = keys.find(vaultName, name, version);
    if (key === undefined) throw objectNotFound("Key", name, version);
    return key;
  };
  const answer = (on: VaultRequest, key: KeyVersion): Reply => ({
    status: 200,
    json: toKeyBundle(keys, on.vaultName, on.name, key, on.recovery),
  });
  const update = (on: VaultRequest): Reply => {
    const before = found(on);
    const body = readVaultBody(updateShape, on.request.json());
    const after: KeyVersion = {
      ...before,
      ...toObjectFields(body, before),
      keyOperations: (body["key_ops"] as string[] | undefined) ?? before.keyOperations,
      updated: keys.nowSeconds(),
    };
    keys.replace(on.vaultName, on.name, after);
    return answer(on, after);
  };
  const get = permission("read", "get");

  return [
    operation("keys.get", "GET", "/keys/{name}", get, (on) => answer(on, found(on))),
    operation("keys.getVersion", "GET", "/keys/{name}/{version}", get, (on) => answer(on, found(on))),
    operation("keys.create", "POST", "/keys/{name}/create", permission("create/action", "create"), async (on) => {
      requireObjectName(on.name);
      const body = readVaultBody(createShape, on.request.json());
      return answer(
        on,
        await keys.create(on.vaultName, on.name, {
          ...toKeyMaterial(body, isPremium(context, on)),
          keyOperations: body["key_ops"] as string[] | undefined,
          ...toObjectFields(body, undefined),
        }),
      );
    }),
    operation("keys.import", "PUT", "/keys/{name}", permission("import/action", "import"), async (on) => {
      requireObjectName(on.name);
      const body = readVaultBody(importShape, on.request.json());
      const jwk = body["key"] as Json;
      return answer(
        on,
        await keys.create(on.vaultName, on.name, {
          ...readKeyMaterial(jwk, body["Hsm"] === true, isPremium(context, on)),
          keyOperations: jwk["key_ops"] as string[] | undefined,
          ...toObjectFields(body, undefined),
        }),
      );
    }),
    operation("keys.rotate", "POST", "/keys/{name}/rotate", permission("rotate/action", "rotate"), async (on) => {
      const { keyType, keyOperations, enabled, tags, pair } = found(on);
      const curve = curveOf(pair.publicKey);
      const material = curve === undefined ? { keySize: pair.publicKey.asymmetricKeyDetails?.modulusLength ?? 0 } : { curve };
      const fields = { keyType, keyOperations, enabled, tags, material, notBefore: undefined, expires: undefined };
      return answer(on, await keys.create(on.vaultName, on.name, fields));
    }),
    operation("keys.update", "PATCH", "/keys/{name}/{version}", permission("update/action", "update"), update),
    operation("keys.updateLatest", "PATCH", "/keys/{name}", permission("update/action", "update"), update),
    ...createCryptographyOperations(operation, keys, found),
    ...createBackupOperations<KeyVersion>(operation, context.ids, {
      objects: keys,
      permissions: { backup: permission("backup/action", "backup"), restore: permission("restore/action", "restore") },
      toRestored: ({ vaultName, recovery }, name, version) => toKeyBundle(keys, vaultName, name, version, recovery),
    }),
    ...createObjectLifeOperations<KeyVersion>(operation, {
      objects: keys,
      toItem: (...of) => toKeyItem(keys, ...of),
      toDeleted: (...of) => toKeyBundle(keys, ...of),
      toRecovered: (...of) => toKeyBundle(keys, ...of),
      permissions: {
        get,
        list: permission("read", "list"),
        delete: permission("delete", "delete"),
        recover: permission("recover/action", "recover"),
        purge: permission("purge/action", "purge"),
      },
    }),
  ];
}

function isPremium(context: CloudContext, { vault }: VaultRequest): boolean {
  const { sku } = (context.resources.get(vault.resourceId)?.properties ?? {}) as { sku?: { name?: string } };
  return sku?.name === "premium";
}
