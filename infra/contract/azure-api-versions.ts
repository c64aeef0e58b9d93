/** An ARM api-version that the stack depends on through the pinned azure-native, and when Microsoft retires it. */
export interface AzureApiVersion {
  /** Deep file of the SDK whose documentation names the version; a test compares. */
  readonly sdkFile: string;
  readonly apiVersion: string;
  /** ISO date, or null where no retirement is announced. */
  readonly retiresOn: string | null;
  /** Where the retirement was read, and the day; empty where there is none. */
  readonly source: string;
  /** What to do about it. */
  readonly wayOut: string;
}

const none = { retiresOn: null, source: "", wayOut: "" } as const;
/** Key Vault control plane before 2026-02-01. azure-native 3.28, the newest, still defaults to 2024-11-01. */
const keyVault = {
  retiresOn: "2027-02-27",
  source: "https://learn.microsoft.com/azure/key-vault/general/migrate-api-version, read 2026-11-25; Azure/azure-cli#34020",
  wayOut:
    "move @pulumi/azure-native to a release that defaults to 2026-02-01 or newer, or: pulumi package add azure-native keyvault 2026-02-01",
} as const;

/** Every api-version of the stack. `npm run check` warns 90 days before a retirement and fails 30 days before. */
export const azureApiVersions: readonly AzureApiVersion[] = [
  { sdkFile: "resources/resourceGroup", apiVersion: "2024-03-01", ...none },
  { sdkFile: "resources/deployment", apiVersion: "2024-03-01", ...none },
  { sdkFile: "keyvault/vault", apiVersion: "2024-11-01", ...keyVault },
  { sdkFile: "keyvault/secret", apiVersion: "2024-11-01", ...keyVault },
  { sdkFile: "authorization/roleAssignment", apiVersion: "2022-04-01", ...none },
  { sdkFile: "managedidentity/userAssignedIdentity", apiVersion: "2023-01-31", ...none },
  { sdkFile: "operationalinsights/workspace", apiVersion: "2023-09-01", ...none },
  { sdkFile: "monitor/diagnosticSetting", apiVersion: "2021-05-01-preview", ...none },
  { sdkFile: "app/managedEnvironment", apiVersion: "2025-02-02-preview", ...none },
  { sdkFile: "app/containerApp", apiVersion: "2025-02-02-preview", ...none },
  { sdkFile: "containerregistry/registry", apiVersion: "2023-01-01-preview", ...none },
  { sdkFile: "storage/storageAccount", apiVersion: "2024-01-01", ...none },
  { sdkFile: "storage/table", apiVersion: "2024-01-01", ...none },
  { sdkFile: "botservice/bot", apiVersion: "2023-09-15-preview", ...none },
  { sdkFile: "botservice/channel", apiVersion: "2023-09-15-preview", ...none },
];
