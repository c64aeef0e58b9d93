/**
 * Microsoft's well-known ids. Each is pinned here once, with the page it was read from and the day.
 */

/**
 * Client id (appId) of the Microsoft Graph service principal; the same in every tenant and cloud. Its object id differs
 * per tenant and is always looked up.
 * Source: https://learn.microsoft.com/graph/permissions-grant-via-msgraph, read 2026-11-23.
 */
export const microsoftGraphClientId = "00000003-0000-0000-c000-000000000000";

/** The one application permission of this kit, by its `value`. Source: https://learn.microsoft.com/graph/permissions-reference, read 2026-11-23. */
export const callsInitiateAllValue = "Calls.Initiate.All";

/**
 * App role id of `Calls.Initiate.All` on Microsoft Graph. The program looks the role up by name and refuses to go on
 * when the tenant's answer is not this id.
 * Source: microsoftgraph/microsoft-graph-devx-content permissions/new/ProvisioningInfo.json @008c3cce, read 2026-11-23.
 */
export const callsInitiateAllAppRoleId = "284383ee-7f6e-4e40-a2a8-e85dcb029101";

/**
 * Azure built-in role definition ids that the stack assigns; the same in every subscription and cloud.
 * Source: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles, read 2026-11-23.
 */
export const azureRoleDefinitionIds = {
  acrPull: "7f951dda-4ed3-4680-a7ca-43fe172d538d",
  /** Pull for registries in "RBAC + ABAC" mode, where AcrPull is not honoured (Azure/acr#883). */
  containerRegistryRepositoryReader: "b93aa761-3e63-49ed-ac28-beffa264f7ac",
  keyVaultCertificatesOfficer: "a4417e6f-fecd-4de8-b567-7b0420556985",
  keyVaultCryptoUser: "12338af0-0e69-4776-bea7-57ae8d297424",
  keyVaultSecretsUser: "4633458b-17de-408a-b874-0445c86b69e6",
  reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
  storageTableDataContributor: "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
  storageTableDataReader: "76199698-9eea-4c19-bc75-cec21354c6b6",
} as const;
export type AzureRoleName = keyof typeof azureRoleDefinitionIds;

/**
 * Azure built-in role definition ids that bootstrap assigns: for the state and for a pipeline's identities.
 * Source: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles, read 2026-11-25.
 */
export const bootstrapRoleDefinitionIds = {
  contributor: "b24988ac-6180-42a0-ab88-20f7382dd24c",
  keyVaultCryptoUser: azureRoleDefinitionIds.keyVaultCryptoUser,
  reader: azureRoleDefinitionIds.reader,
  roleBasedAccessControlAdministrator: "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
  storageBlobDataContributor: "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
  storageBlobDataReader: "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
} as const;
export type BootstrapRoleName = keyof typeof bootstrapRoleDefinitionIds;
