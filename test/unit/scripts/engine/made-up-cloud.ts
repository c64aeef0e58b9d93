import { callsInitiateAllAppRoleId, callsInitiateAllValue } from "../../../../infra/contract/microsoft-ids.ts";

/** Outputs that the program reads of its resources, made up, by type. */
const outputs: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "azuread:index/application:Application": {
    clientId: "0f2b1c3d-0000-4000-8000-000000000001",
    objectId: "0f2b1c3d-0000-4000-8000-000000000002",
  },
  "azuread:index/servicePrincipal:ServicePrincipal": { objectId: "0f2b1c3d-0000-4000-8000-000000000003" },
  "azuread:index/applicationPassword:ApplicationPassword": { keyId: "k", value: "made-up", endDate: "2027-02-23T00:00:00Z" },
  "azure-native:keyvault:Vault": { properties: { vaultUri: "https://made-up.vault.azure.net/" } },
  "azure-native:managedidentity:UserAssignedIdentity": {
    clientId: "0f2b1c3d-0000-4000-8000-000000000004",
    principalId: "0f2b1c3d-0000-4000-8000-000000000005",
  },
  "azure-native:storage:StorageAccount": { primaryEndpoints: { table: "https://madeup.table.core.windows.net/" } },
  "azure-native:containerregistry:Registry": { loginServer: "madeup.azurecr.io" },
  "azure-native:app:ManagedEnvironment": { defaultDomain: "made-up.swedencentral.azurecontainerapps.io" },
  "azure-native:app:ContainerApp": {
    configuration: { ingress: { fqdn: "callback.made-up.swedencentral.azurecontainerapps.io" } },
  },
};

export function outputsOf(type: string): Readonly<Record<string, unknown>> {
  return outputs[type] ?? {};
}

/** Look-ups of the program. The build of this very source was made before: nothing is uploaded. */
export function answerInvoke(token: string, args: Record<string, unknown>): Record<string, unknown> {
  switch (token) {
    case "azuread:index/getServicePrincipal:getServicePrincipal":
      return {
        ...args,
        objectId: "0f2b1c3d-0000-4000-8000-000000000006",
        appRoleIds: { [callsInitiateAllValue]: callsInitiateAllAppRoleId },
      };
    case "azuread:index/getClientConfig:getClientConfig":
      return { objectId: "0f2b1c3d-0000-4000-8000-000000000007", clientId: "c", tenantId: "t" };
    case "azuread:index/getDirectoryObject:getDirectoryObject":
      return { ...args, type: "ServicePrincipal" };
    case "azure-native:containerregistry:getTaskRun":
      return {
        ...args,
        provisioningState: "Succeeded",
        runRequest: { type: "DockerBuildRequest", sourceLocation: "source/made-up.tar.gz" },
      };
    default:
      throw new Error(`the program looked up ${token}`);
  }
}
