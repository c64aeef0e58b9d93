import { azureApiVersions, toAccountId, toContainerId, toGroupId, toKeyId, toVaultId } from "../azure-ids.ts";
import type { Blueprint } from "../blueprint.ts";
import { toResourceStep } from "./resource-step.ts";
import { toRoleStep } from "./role-step.ts";
import type { Step } from "./step.ts";

/** Days that a deleted or overwritten state can be brought back. */
const recoverableDays = 30;
/** Days that a deleted vault can be: the longest that Key Vault knows, as without its key the state cannot be read. */
const vaultRecoverableDays = 90;

/** The group that holds what is not the stack's own. */
export function createGroupStep(blueprint: Blueprint): Step {
  return toResourceStep({
    name: "base-group",
    title: `resource group ${blueprint.names.baseGroup}`,
    resourceId: toGroupId(blueprint),
    apiVersion: azureApiVersions.resources,
    body: { location: blueprint.location, tags: toTags(blueprint) },
    unread: ["location"],
  });
}

/** A state backend in Azure: blobs without shared keys, versions kept, and a key that never leaves its vault. */
export function createStateSteps(
  blueprint: Blueprint,
  operator: { readonly objectId: string; readonly principalType: string },
): readonly Step[] {
  const { names, location, tenantId } = blueprint;
  const storage = azureApiVersions.storage;
  const vault = azureApiVersions.vault;
  const asOperator = { principalObjectId: operator.objectId, principalType: operator.principalType, who: "you" };
  return [
    toResourceStep({
      name: "state-account",
      title: `storage account ${names.stateAccount}: shared keys off, TLS 1.2, nothing public`,
      resourceId: toAccountId(blueprint),
      apiVersion: storage,
      body: {
        location,
        kind: "StorageV2",
        sku: { name: "Standard_LRS" },
        tags: toTags(blueprint),
        properties: {
          allowBlobPublicAccess: false,
          allowSharedKeyAccess: false,
          allowCrossTenantReplication: false,
          defaultToOAuthAuthentication: true,
          minimumTlsVersion: "TLS1_2",
          supportsHttpsTrafficOnly: true,
        },
      },
      unread: ["location"],
    }),
    toResourceStep({
      name: "state-versions",
      title: `versions of the state kept, deletions recoverable for ${recoverableDays} days`,
      resourceId: `${toAccountId(blueprint)}/blobServices/default`,
      apiVersion: storage,
      body: {
        properties: {
          isVersioningEnabled: true,
          deleteRetentionPolicy: { enabled: true, days: recoverableDays },
          containerDeleteRetentionPolicy: { enabled: true, days: recoverableDays },
        },
      },
    }),
    toResourceStep({
      name: "state-container",
      title: `container ${names.stateContainer}`,
      resourceId: toContainerId(blueprint),
      apiVersion: storage,
      body: { properties: { publicAccess: "None" } },
    }),
    toResourceStep({
      name: "state-vault",
      title: `vault ${names.stateVault}: by role only, purge protection`,
      resourceId: toVaultId(blueprint),
      apiVersion: vault,
      body: {
        location,
        tags: toTags(blueprint),
        properties: {
          tenantId,
          sku: { family: "A", name: "standard" },
          enableRbacAuthorization: true,
          enablePurgeProtection: true,
          softDeleteRetentionInDays: vaultRecoverableDays,
        },
      },
      unread: ["location"],
    }),
    toResourceStep({
      name: "state-key",
      title: `key ${names.stateKey} (RSA 3072) in ${names.stateVault}`,
      resourceId: toKeyId(blueprint),
      apiVersion: vault,
      // Through Resource Manager, which needs no data role; a PUT on a key that is there makes no second version.
      body: { properties: { kty: "RSA", keySize: 3072, keyOps: ["encrypt", "decrypt", "wrapKey", "unwrapKey"] } },
    }),
    toRoleStep({
      ...asOperator,
      name: "state-role-blobs",
      role: "storageBlobDataContributor",
      scope: toContainerId(blueprint),
      on: "the state",
    }),
    toRoleStep({ ...asOperator, name: "state-role-key", role: "keyVaultCryptoUser", scope: toKeyId(blueprint), on: "its key" }),
  ];
}

function toTags({ stackName }: Blueprint): Readonly<Record<string, string>> {
  return { "dialtone-stack": stackName, "dialtone-made-by": "bootstrap" };
}
