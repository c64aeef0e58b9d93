import type { CloudContext } from "../../core/cloud-context.ts";
import { type Operation, Refusal, type Reply } from "../../core/operation.ts";
import { list, oneOf, structure, whole } from "../arm/shape.ts";
import { toKeyBundle, toKeyItem } from "./key-bundle.ts";
import { createCryptographyOperations } from "./key-cryptography-operations.ts";
import { createObjectLifeOperations } from "./object-life-operations.ts";
import { objectNotFound } from "./object-refusals.ts";
import type { VaultPermission } from "./vault-access.ts";
import { attributesShape, readVaultBody, requireObjectName, tagsShape, toObjectFields } from "./vault-body.ts";
import { type KeyVersion, keyOperations as allKeyOperations, type VaultKeys } from "./vault-keys.ts";
import { createVaultOperationFactory, type VaultRequest } from "./vault-operation.ts";
import type { Vaults } from "./vaults.ts";

const source = "https://learn.microsoft.com/rest/api/keyvault/keys/operation-groups; @azure/keyvault-keys 4.10.2, read 2026-11-25";

/** What the service knows as `kty`; this cloud makes RSA keys only and fails aloud at the others. */
const keyTypes = ["EC", "EC-HSM", "RSA", "RSA-HSM", "oct", "oct-HSM"] as const;
/** Sizes of RSA keys in bits. Source: https://learn.microsoft.com/azure/key-vault/keys/about-keys, read 2026-11-25. */
const keySizes = [2048, 3072, 4096];
const defaultKeySize = 2048;

const common = { key_ops: list(oneOf([...allKeyOperations, "import", "export"])), attributes: attributesShape, tags: tagsShape };
/** `KeyCreateParameters` and `KeyUpdateParameters` of @azure/keyvault-keys 4.10.2; a release policy needs an exportable key, which there is none of. */
const createShape = structure({
  kty: oneOf(keyTypes, { required: true }),
  key_size: whole(0, 16_384),
  public_exponent: whole(0, 2_147_483_647),
  crv: oneOf(["P-256", "P-384", "P-521", "P-256K"]),
  ...common,
});
const updateShape = structure(common);

const permission = (dataAction: string, policy: string): VaultPermission => ({ of: "keys", dataAction, policy });

/** Key Vault's keys: create, get, versions, list, update, delete, recover, purge, and what they are for. */
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
      const keyType = body["kty"] as (typeof keyTypes)[number];
      const keySize = (body["key_size"] as number | undefined) ?? defaultKeySize;
      if (keyType !== "RSA" && keyType !== "RSA-HSM")
        throw new Error(`the simulated vault makes RSA keys only, and was asked for ${keyType}`);
      if (keyType === "RSA-HSM" && !isPremium(context, on)) {
        // ASSUMED: the words; that HSM keys need the premium SKU is https://learn.microsoft.com/azure/key-vault/keys/about-keys, read 2026-11-25.
        throw new Refusal(400, "BadParameter", "HSM keys are not supported in a vault of the standard SKU.");
      }
      if (!keySizes.includes(keySize))
        throw new Refusal(400, "BadParameter", `The specified RSA public key size ${keySize} is not supported.`);
      return answer(
        on,
        await keys.create(on.vaultName, on.name, {
          keyType,
          keySize,
          keyOperations: (body["key_ops"] as string[] | undefined) ?? allKeyOperations,
          ...toObjectFields(body, undefined),
        }),
      );
    }),
    operation("keys.update", "PATCH", "/keys/{name}/{version}", permission("update/action", "update"), update),
    operation("keys.updateLatest", "PATCH", "/keys/{name}", permission("update/action", "update"), update),
    ...createCryptographyOperations(operation, keys, found),
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
