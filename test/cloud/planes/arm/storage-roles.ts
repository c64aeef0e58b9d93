import type { AzureRoleDefinition } from "./azure-role-definition.ts";

const blob = "Microsoft.Storage/storageAccounts/blobServices";

/** Built-in roles on blobs. This cloud has no blobs: they count for what may be assigned. Source: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/storage, read 2026-11-25. */
export const storageBlobRoles: readonly AzureRoleDefinition[] = [
  {
    roleDefinitionId: "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
    roleName: "Storage Blob Data Contributor",
    description: "Allows for read, write and delete access to Azure Storage blob containers and data",
    actions: [
      `${blob}/containers/delete`,
      `${blob}/containers/read`,
      `${blob}/containers/write`,
      `${blob}/generateUserDelegationKey/action`,
    ],
    notActions: [],
    dataActions: ["delete", "read", "write", "move/action", "add/action"].map((action) => `${blob}/containers/blobs/${action}`),
    notDataActions: [],
  },
  {
    roleDefinitionId: "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
    roleName: "Storage Blob Data Reader",
    description: "Allows for read access to Azure Storage blob containers and data",
    actions: [`${blob}/containers/read`, `${blob}/generateUserDelegationKey/action`],
    notActions: [],
    dataActions: [`${blob}/containers/blobs/read`],
    notDataActions: [],
  },
];
