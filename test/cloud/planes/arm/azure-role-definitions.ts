/** An Azure built-in role: what it allows on the control plane and on data. */
export interface AzureRoleDefinition {
  readonly roleDefinitionId: string;
  readonly roleName: string;
  readonly description: string;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

const none: readonly string[] = [];

/**
 * The built-in roles that this cloud knows. Ids and permissions: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 * (from stored copies and pulumi-azure.md 2, read 2026-11-25).
 */
export const azureRoleDefinitions: readonly AzureRoleDefinition[] = [
  {
    roleDefinitionId: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
    roleName: "Owner",
    description: "Grants full access to manage all resources, including the ability to assign roles in Azure RBAC.",
    actions: ["*"],
    notActions: none,
    dataActions: none,
    notDataActions: none,
  },
  {
    roleDefinitionId: "b24988ac-6180-42a0-ab88-20f7382dd24c",
    roleName: "Contributor",
    description:
      "Grants full access to manage all resources, but does not allow you to assign roles in Azure RBAC, manage assignments in Azure Blueprints, or share image galleries.",
    actions: ["*"],
    notActions: [
      "Microsoft.Authorization/*/Delete",
      "Microsoft.Authorization/*/Write",
      "Microsoft.Authorization/elevateAccess/Action",
      "Microsoft.Blueprint/blueprintAssignments/write",
      "Microsoft.Blueprint/blueprintAssignments/delete",
      "Microsoft.Compute/galleries/share/action",
      "Microsoft.Purview/consents/write",
      "Microsoft.Purview/consents/delete",
    ],
    dataActions: none,
    notDataActions: none,
  },
  {
    roleDefinitionId: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
    roleName: "Reader",
    description: "View all resources, but does not allow you to make any changes.",
    actions: ["*/read"],
    notActions: none,
    dataActions: none,
    notDataActions: none,
  },
  {
    roleDefinitionId: "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
    roleName: "User Access Administrator",
    description: "Lets you manage user access to Azure resources.",
    actions: ["*/read", "Microsoft.Authorization/*", "Microsoft.Support/*"],
    notActions: none,
    dataActions: none,
    notDataActions: none,
  },
  {
    roleDefinitionId: "7f951dda-4ed3-4680-a7ca-43fe172d538d",
    roleName: "AcrPull",
    description: "acr pull",
    actions: ["Microsoft.ContainerRegistry/registries/pull/read"],
    notActions: none,
    dataActions: none,
    notDataActions: none,
  },
  {
    roleDefinitionId: "8311e382-0749-4cb8-b61a-304f252e45ec",
    roleName: "AcrPush",
    description: "acr push",
    actions: ["Microsoft.ContainerRegistry/registries/pull/read", "Microsoft.ContainerRegistry/registries/push/write"],
    notActions: none,
    dataActions: none,
    notDataActions: none,
  },
  {
    roleDefinitionId: "b93aa761-3e63-49ed-ac28-beffa264f7ac",
    roleName: "Container Registry Repository Reader",
    description: "Allows for read access to Azure Container Registry repositories, but excluding catalog listing.",
    actions: none,
    notActions: none,
    dataActions: [
      "Microsoft.ContainerRegistry/registries/repositories/metadata/read",
      "Microsoft.ContainerRegistry/registries/repositories/content/read",
    ],
    notDataActions: none,
  },
  {
    roleDefinitionId: "4633458b-17de-408a-b874-0445c86b69e6",
    roleName: "Key Vault Secrets User",
    description: "Read secret contents. Only works for key vaults that use the 'Azure role-based access control' permission model.",
    actions: none,
    notActions: none,
    dataActions: ["Microsoft.KeyVault/vaults/secrets/getSecret/action", "Microsoft.KeyVault/vaults/secrets/readMetadata/action"],
    notDataActions: none,
  },
  {
    roleDefinitionId: "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
    roleName: "Key Vault Secrets Officer",
    description:
      "Perform any action on the secrets of a key vault, except manage permissions. Only works for key vaults that use the 'Azure role-based access control' permission model.",
    actions: [
      "Microsoft.Authorization/*/read",
      "Microsoft.Insights/alertRules/*",
      "Microsoft.Resources/deployments/*",
      "Microsoft.Resources/subscriptions/resourceGroups/read",
      "Microsoft.Support/*",
      "Microsoft.KeyVault/checkNameAvailability/read",
      "Microsoft.KeyVault/deletedVaults/read",
      "Microsoft.KeyVault/locations/*/read",
      "Microsoft.KeyVault/vaults/*/read",
      "Microsoft.KeyVault/operations/read",
    ],
    notActions: none,
    dataActions: ["Microsoft.KeyVault/vaults/secrets/*"],
    notDataActions: none,
  },
  {
    roleDefinitionId: "00482a5a-887f-4fb3-b363-3b7fe8e74483",
    roleName: "Key Vault Administrator",
    description:
      "Perform all data plane operations on a key vault and all objects in it, including certificates, keys, and secrets. Cannot manage key vault resources or manage role assignments. Only works for key vaults that use the 'Azure role-based access control' permission model.",
    actions: [
      "Microsoft.Authorization/*/read",
      "Microsoft.Insights/alertRules/*",
      "Microsoft.Resources/deployments/*",
      "Microsoft.Resources/subscriptions/resourceGroups/read",
      "Microsoft.Support/*",
      "Microsoft.KeyVault/checkNameAvailability/read",
      "Microsoft.KeyVault/deletedVaults/read",
      "Microsoft.KeyVault/locations/*/read",
      "Microsoft.KeyVault/vaults/*/read",
      "Microsoft.KeyVault/operations/read",
    ],
    notActions: none,
    dataActions: ["Microsoft.KeyVault/vaults/*"],
    notDataActions: none,
  },
  {
    roleDefinitionId: "76199698-9eea-4c19-bc75-cec21354c6b6",
    roleName: "Storage Table Data Reader",
    description: "Allows for read access to Azure Storage tables and entities",
    actions: ["Microsoft.Storage/storageAccounts/tableServices/tables/read"],
    notActions: none,
    dataActions: ["Microsoft.Storage/storageAccounts/tableServices/tables/entities/read"],
    notDataActions: none,
  },
  {
    roleDefinitionId: "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
    roleName: "Storage Table Data Contributor",
    description: "Allows for read, write and delete access to Azure Storage tables and entities",
    actions: [
      "Microsoft.Storage/storageAccounts/tableServices/tables/read",
      "Microsoft.Storage/storageAccounts/tableServices/tables/write",
      "Microsoft.Storage/storageAccounts/tableServices/tables/delete",
    ],
    notActions: none,
    dataActions: [
      "Microsoft.Storage/storageAccounts/tableServices/tables/entities/read",
      "Microsoft.Storage/storageAccounts/tableServices/tables/entities/write",
      "Microsoft.Storage/storageAccounts/tableServices/tables/entities/delete",
      "Microsoft.Storage/storageAccounts/tableServices/tables/entities/add/action",
      "Microsoft.Storage/storageAccounts/tableServices/tables/entities/update/action",
    ],
    notDataActions: none,
  },
];

/**
 * Actions that are data actions: Owner's `*` does not reach them.
 * Source: https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations (KeyVault, Storage, ContainerRegistry), as the roles above use them.
 */
export const azureDataActions: readonly string[] = [
  "Microsoft.KeyVault/vaults/secrets/getSecret/action",
  "Microsoft.KeyVault/vaults/secrets/readMetadata/action",
  "Microsoft.KeyVault/vaults/secrets/setSecret/action",
  "Microsoft.KeyVault/vaults/secrets/update/action",
  "Microsoft.KeyVault/vaults/secrets/delete",
  "Microsoft.KeyVault/vaults/secrets/recover/action",
  "Microsoft.KeyVault/vaults/secrets/purge/action",
  "Microsoft.KeyVault/vaults/secrets/backup/action",
  "Microsoft.KeyVault/vaults/secrets/restore/action",
  "Microsoft.Storage/storageAccounts/tableServices/tables/entities/read",
  "Microsoft.Storage/storageAccounts/tableServices/tables/entities/write",
  "Microsoft.Storage/storageAccounts/tableServices/tables/entities/delete",
  "Microsoft.Storage/storageAccounts/tableServices/tables/entities/add/action",
  "Microsoft.Storage/storageAccounts/tableServices/tables/entities/update/action",
  "Microsoft.ContainerRegistry/registries/repositories/metadata/read",
  "Microsoft.ContainerRegistry/registries/repositories/content/read",
];
