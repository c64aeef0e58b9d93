/** Which of Microsoft's clouds is simulated; the names are the ones that a stack's configuration uses. */
export type NationName = "public" | "usgov" | "usgov-dod";

/** What differs between Microsoft's clouds, apart from the origins, which are loopback in every one. */
export interface Nation {
  readonly name: NationName;
  /** `name` of the metadata document. */
  readonly metadataName: string;
  readonly graphAudience: string;
  /** The first one is Azure Resource Manager's, the second the old management API's. */
  readonly armAudiences: readonly string[];
  readonly vaultAudience: string;
  /** What a managed identity's token is for that an application takes in place of a secret. */
  readonly exchangeAudience: string;
  readonly registryDomain: string;
  /** Ends in `.test` instead of resolving somewhere. */
  readonly appsDomain: string;
}

const government = {
  metadataName: "AzureUSGovernment",
  armAudiences: ["https://management.usgovcloudapi.net", "https://management.core.usgovcloudapi.net"],
  vaultAudience: "https://vault.usgovcloudapi.net",
  exchangeAudience: "api://AzureADTokenExchangeUSGov",
  registryDomain: "azurecr.us",
  appsDomain: "azurecontainerapps.us.test",
} as const;

/**
 * Sources: https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure (endpoints),
 * https://learn.microsoft.com/graph/deployments (Graph), hashicorp/go-azure-sdk environments/azure_gov.go,
 * https://learn.microsoft.com/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity (exchange), read 2026-11-25.
 * ASSUMED: that a government cloud refuses the public one's audiences, as its tokens are not interchangeable.
 */
export const nations: Readonly<Record<NationName, Nation>> = {
  public: {
    name: "public",
    metadataName: "Rehearsal",
    graphAudience: "https://graph.microsoft.com",
    armAudiences: ["https://management.azure.com", "https://management.core.windows.net"],
    vaultAudience: "https://vault.azure.net",
    exchangeAudience: "api://AzureADTokenExchange",
    registryDomain: "azurecr.io",
    appsDomain: "azurecontainerapps.test",
  },
  usgov: { name: "usgov", graphAudience: "https://graph.microsoft.us", ...government },
  "usgov-dod": { name: "usgov-dod", graphAudience: "https://dod-graph.microsoft.us", ...government },
};
