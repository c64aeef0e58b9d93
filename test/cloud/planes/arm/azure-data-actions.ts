/** Actions of Key Vault's data plane, below `Microsoft.KeyVault/vaults/`. */
const keyVault: Readonly<Record<string, readonly string[]>> = {
  secrets: [
    "getSecret/action",
    "readMetadata/action",
    "setSecret/action",
    "update/action",
    "delete",
    "recover/action",
    "purge/action",
    "backup/action",
    "restore/action",
  ],
  keys: [
    "read",
    "create/action",
    "import/action",
    "update/action",
    "delete",
    "recover/action",
    "purge/action",
    "backup/action",
    "restore/action",
    "encrypt/action",
    "decrypt/action",
    "wrap/action",
    "unwrap/action",
    "sign/action",
    "verify/action",
    "release/action",
    "rotate/action",
  ],
  keyrotationpolicies: ["read", "write"],
  certificates: [
    "read",
    "create/action",
    "import/action",
    "update/action",
    "delete",
    "recover/action",
    "purge/action",
    "backup/action",
    "restore/action",
  ],
  certificatecas: ["read", "write", "delete"],
  certificatecontacts: ["write"],
};

/**
 * Actions that are data actions: Owner's `*` does not reach them.
 * Source: https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations (KeyVault, Storage,
 * ContainerRegistry), as the built-in roles use them, read 2026-11-25.
 */
export const azureDataActions: readonly string[] = [
  ...Object.entries(keyVault).flatMap(([kind, actions]) => actions.map((action) => `Microsoft.KeyVault/vaults/${kind}/${action}`)),
  "Microsoft.Storage/storageAccounts/tableServices/tables/entities/read",
  "Microsoft.Storage/storageAccounts/tableServices/tables/entities/write",
  "Microsoft.Storage/storageAccounts/tableServices/tables/entities/delete",
  "Microsoft.Storage/storageAccounts/tableServices/tables/entities/add/action",
  "Microsoft.Storage/storageAccounts/tableServices/tables/entities/update/action",
  "Microsoft.ContainerRegistry/registries/repositories/metadata/read",
  "Microsoft.ContainerRegistry/registries/repositories/content/read",
];
