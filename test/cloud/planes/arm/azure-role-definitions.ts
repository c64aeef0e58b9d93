import type { AzureRoleDefinition } from "./azure-role-definition.ts";
import { keyVaultRoles } from "./key-vault-roles.ts";
import { storageBlobRoles } from "./storage-roles.ts";

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
    roleDefinitionId: "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
    roleName: "Role Based Access Control Administrator",
    description:
      "Manage access to Azure resources by assigning roles using Azure RBAC. This role does not allow you to manage access using other ways, such as Azure Policy.",
    actions: [
      "Microsoft.Authorization/roleAssignments/write",
      "Microsoft.Authorization/roleAssignments/delete",
      "*/read",
      "Microsoft.Support/*",
    ],
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
  ...keyVaultRoles,
  ...storageBlobRoles,
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
