import type { CloudContext } from "../../core/cloud-context.ts";
import type { Operation, Reply } from "../../core/operation.ts";
import { createBackupOperations } from "./backup-operations.ts";
import { toAttributes, type VaultRecovery } from "./object-attributes.ts";
import { createObjectLifeOperations } from "./object-life-operations.ts";
import { forbidden, objectNotFound } from "./object-refusals.ts";
import { readSetSecret, readUpdateSecret } from "./secret-fields.ts";
import type { VaultPermission } from "./vault-access.ts";
import { requireObjectName } from "./vault-body.ts";
import { createVaultOperationFactory, type VaultRequest } from "./vault-operation.ts";
import type { SecretVersion, VaultSecrets } from "./vault-secrets.ts";
import type { Vaults } from "./vaults.ts";

const source = "https://learn.microsoft.com/rest/api/keyvault/secrets/operation-groups; @azure/keyvault-secrets 4.12.0, read 2026-11-25";

const permission = (dataAction: string, policy: string): VaultPermission => ({ of: "secrets", dataAction, policy });
const get = permission("getSecret/action", "get");
const set = permission("setSecret/action", "set");
const update = permission("update/action", "set");

/** Key Vault's secrets: set, get, versions, list, update, delete, recover, purge. */
export function createSecretOperations(context: CloudContext, vaults: Vaults, secrets: VaultSecrets): readonly Operation[] {
  const operation = createVaultOperationFactory(context, vaults, source);

  /** Without its value, as lists have it. */
  const toItem = (vaultName: string, name: string, secret: SecretVersion, recovery: VaultRecovery, withVersion: boolean) => ({
    id: secrets.uriOf(vaultName, name, withVersion ? secret.version : undefined),
    ...(secret.contentType === undefined ? {} : { contentType: secret.contentType }),
    attributes: toAttributes(secret, recovery),
    ...(secret.tags === undefined ? {} : { tags: secret.tags }),
    ...(secret.managed === true ? { managed: true } : {}),
  });
  const toBundle = (on: VaultRequest, secret: SecretVersion) => {
    return {
      value: secret.value,
      ...toItem(on.vaultName, on.name, secret, on.recovery, true),
      ...(secret.keyId === undefined ? {} : { kid: secret.keyId }),
    };
  };
  const found = ({ vaultName, name, version }: VaultRequest): SecretVersion => {
    const secret = secrets.find(vaultName, name, version);
    if (secret === undefined) throw objectNotFound("Secret", name, version);
    return secret;
  };
  const getSecret = (on: VaultRequest): Reply => {
    const secret = found(on);
    if (!secret.enabled) return forbidden("SecretDisabled", "Operation get is not allowed on a disabled secret.");
    return { status: 200, json: toBundle(on, secret) };
  };
  const updateSecret = (on: VaultRequest): Reply => {
    const before = found(on);
    const after = secrets.update(on.vaultName, on.name, before.version, readUpdateSecret(on.request.json(), before)) ?? before;
    return { status: 200, json: toItem(on.vaultName, on.name, after, on.recovery, true) };
  };

  return [
    operation("secrets.get", "GET", "/secrets/{name}", get, getSecret),
    operation("secrets.getVersion", "GET", "/secrets/{name}/{version}", get, getSecret),
    operation("secrets.set", "PUT", "/secrets/{name}", set, (on) => {
      requireObjectName(on.name);
      const fields = readSetSecret(on.request.json());
      context.transcript.addSecret(fields.value);
      return { status: 200, json: toBundle(on, secrets.set(on.vaultName, on.name, fields)) };
    }),
    operation("secrets.update", "PATCH", "/secrets/{name}/{version}", update, updateSecret),
    operation("secrets.updateLatest", "PATCH", "/secrets/{name}", update, updateSecret),
    ...createBackupOperations<SecretVersion>(operation, context.ids, {
      objects: secrets,
      permissions: { backup: permission("backup/action", "backup"), restore: permission("restore/action", "restore") },
      toRestored: ({ vaultName, recovery }, name, version) => toItem(vaultName, name, version, recovery, true),
    }),
    ...createObjectLifeOperations<SecretVersion>(operation, {
      objects: secrets,
      toItem,
      toDeleted: (vaultName, name, secret, recovery) => toItem(vaultName, name, secret, recovery, true),
      toRecovered: (vaultName, name, secret, recovery) => toItem(vaultName, name, secret, recovery, true),
      permissions: {
        get: permission("readMetadata/action", "get"),
        list: permission("readMetadata/action", "list"),
        delete: permission("delete", "delete"),
        recover: permission("recover/action", "recover"),
        purge: permission("purge/action", "purge"),
      },
    }),
  ];
}
