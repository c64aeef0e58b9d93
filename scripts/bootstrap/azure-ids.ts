import type { Blueprint } from "./blueprint.ts";

/**
 * Versions of Azure Resource Manager that bootstrap speaks. None of them has an announced retirement; Key Vault's is the
 * one that outlives 2027-02-27. Sources: the models of @azure/arm-storage, arm-keyvault, arm-msi, arm-authorization and
 * https://learn.microsoft.com/azure/key-vault/general/migrate-api-version, read 2026-11-25.
 */
export const azureApiVersions = {
  authorization: "2022-04-01",
  identity: "2023-01-31",
  resources: "2024-03-01",
  storage: "2024-01-01",
  vault: "2026-02-01",
} as const;

type Place = Pick<Blueprint, "subscriptionId" | "names">;

export function toSubscriptionId({ subscriptionId }: Pick<Blueprint, "subscriptionId">): string {
  return `/subscriptions/${subscriptionId}`;
}

export function toGroupId(place: Place): string {
  return `${toSubscriptionId(place)}/resourceGroups/${place.names.baseGroup}`;
}

export function toAccountId(place: Place): string {
  return `${toGroupId(place)}/providers/Microsoft.Storage/storageAccounts/${place.names.stateAccount}`;
}

export function toContainerId(place: Place): string {
  return `${toAccountId(place)}/blobServices/default/containers/${place.names.stateContainer}`;
}

export function toVaultId(place: Place): string {
  return `${toGroupId(place)}/providers/Microsoft.KeyVault/vaults/${place.names.stateVault}`;
}

export function toKeyId(place: Place): string {
  return `${toVaultId(place)}/keys/${place.names.stateKey}`;
}

export function toIdentityId(place: Place, identityName: string): string {
  return `${toGroupId(place)}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${identityName}`;
}
