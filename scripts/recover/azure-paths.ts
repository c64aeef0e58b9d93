const inGroup = "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers";

/**
 * Where each of the stack's Azure resources lives, and an api-version that reads it. `{name}` is an input of that name.
 * Source: @pulumi/azure-native 3.28.0 (its default versions), read 2026-11-25.
 */
export const azurePaths: Readonly<Record<string, { readonly path: string; readonly apiVersion: string }>> = {
  "azure-native:resources:ResourceGroup": {
    path: "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}",
    apiVersion: "2024-03-01",
  },
  "azure-native:resources:Deployment": { path: `${inGroup}/Microsoft.Resources/deployments/{deploymentName}`, apiVersion: "2024-03-01" },
  "azure-native:keyvault:Vault": { path: `${inGroup}/Microsoft.KeyVault/vaults/{vaultName}`, apiVersion: "2024-11-01" },
  "azure-native:keyvault:Secret": {
    path: `${inGroup}/Microsoft.KeyVault/vaults/{vaultName}/secrets/{secretName}`,
    apiVersion: "2024-11-01",
  },
  "azure-native:authorization:RoleAssignment": {
    path: "{scope}/providers/Microsoft.Authorization/roleAssignments/{roleAssignmentName}",
    apiVersion: "2022-04-01",
  },
  "azure-native:managedidentity:UserAssignedIdentity": {
    path: `${inGroup}/Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}`,
    apiVersion: "2023-01-31",
  },
  "azure-native:operationalinsights:Workspace": {
    path: `${inGroup}/Microsoft.OperationalInsights/workspaces/{workspaceName}`,
    apiVersion: "2023-09-01",
  },
  "azure-native:app:ManagedEnvironment": {
    path: `${inGroup}/Microsoft.App/managedEnvironments/{environmentName}`,
    apiVersion: "2025-02-02-preview",
  },
  "azure-native:app:ContainerApp": { path: `${inGroup}/Microsoft.App/containerApps/{containerAppName}`, apiVersion: "2025-02-02-preview" },
  "azure-native:containerregistry:Registry": {
    path: `${inGroup}/Microsoft.ContainerRegistry/registries/{registryName}`,
    apiVersion: "2023-01-01-preview",
  },
  "azure-native:storage:StorageAccount": { path: `${inGroup}/Microsoft.Storage/storageAccounts/{accountName}`, apiVersion: "2024-01-01" },
  "azure-native:storage:Table": {
    path: `${inGroup}/Microsoft.Storage/storageAccounts/{accountName}/tableServices/default/tables/{tableName}`,
    apiVersion: "2024-01-01",
  },
  "azure-native:monitor:DiagnosticSetting": {
    path: "{resourceUri}/providers/Microsoft.Insights/diagnosticSettings/{name}",
    apiVersion: "2021-05-01-preview",
  },
  "azure-native:botservice:Bot": { path: `${inGroup}/Microsoft.BotService/botServices/{resourceName}`, apiVersion: "2023-09-15-preview" },
  "azure-native:botservice:Channel": {
    path: `${inGroup}/Microsoft.BotService/botServices/{resourceName}/channels/{channelName}`,
    apiVersion: "2023-09-15-preview",
  },
};

/** The resource's id, from what its create was asked with; undefined for a type that the stack does not have. */
export function toAzureResourceId(type: string, inputs: Readonly<Record<string, unknown>>, subscriptionId: string): string | undefined {
  return azurePaths[type]?.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    name === "subscriptionId" ? subscriptionId : String(inputs[name]),
  );
}

/** The input that names a resource of this type. */
export function toNameInput(type: string): string | undefined {
  return /\{(\w+)\}$/.exec(azurePaths[type]?.path ?? "")?.[1];
}

/** The type as Azure lists it: `Microsoft.KeyVault/vaults`; undefined for a child of another resource, which no list of a group has. */
export function toArmType(type: string): string | undefined {
  return /\{resourceGroupName\}\/providers\/([\w.]+\/\w+)\/\{\w+\}$/.exec(azurePaths[type]?.path ?? "")?.[1];
}
