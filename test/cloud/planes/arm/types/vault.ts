import { Refusal } from "../../../core/operation.ts";
import type { CloudContext } from "../../../core/cloud-context.ts";
import type { Vaults } from "../../vault/vaults.ts";
import type { DeletedVaults } from "../deleted-vaults.ts";
import type { ResourceStore } from "../resource-store.ts";
import type { ResourceKind, ResourceType } from "../resource-type.ts";
import { dictionary, flag, list, oneOf, oneOfCaseless, structure, text, trackedRoot, whole } from "../shape.ts";

export const vaultApiVersions = [
  "2019-09-01",
  "2021-10-01",
  "2022-07-01",
  "2023-02-01",
  "2023-07-01",
  "2024-11-01",
  "2025-05-01",
  "2026-02-01",
] as const;

/** `KnownKeyPermissions` and its like. Source: @azure/arm-keyvault 5.0.0, read 2026-11-25. */
const accessPermissions = {
  keys: ["all", "encrypt", "decrypt", "wrapKey", "unwrapKey", "sign", "verify", "get", "list", "create", "update", "import", "delete", "backup", "restore", "recover", "purge", "release", "rotate", "getrotationpolicy", "setrotationpolicy"],
  secrets: ["all", "get", "list", "set", "delete", "backup", "restore", "recover", "purge"],
  certificates: ["all", "get", "list", "delete", "create", "import", "update", "managecontacts", "getissuers", "listissuers", "setissuers", "deleteissuers", "manageissuers", "recover", "purge", "backup", "restore"],
  storage: ["all", "get", "list", "delete", "set", "update", "regeneratekey", "recover", "purge", "backup", "restore", "setsas", "listsas", "getsas", "deletesas"],
} as const; // prettier-ignore

/** Who may do what in a vault without RBAC. azurerm writes permissions with capitals (`Get`), and Azure takes them: hashicorp/terraform-provider-azurerm, internal/services/keyvault (secretPermissions), read 2026-11-26. */
export const accessPolicies = list(
  structure({
    tenantId: text({ required: true }),
    objectId: text({ required: true }),
    applicationId: text(),
    permissions: structure(
      {
        keys: list(oneOfCaseless(accessPermissions.keys)),
        secrets: list(oneOfCaseless(accessPermissions.secrets)),
        certificates: list(oneOfCaseless(accessPermissions.certificates)),
        storage: list(oneOfCaseless(accessPermissions.storage)),
      },
      { required: true },
    ),
  }),
);

/** Key vaults. */
export const vaultType: ResourceType = {
  type: "Microsoft.KeyVault/vaults",
  operation: "arm.vaults",
  apiVersions: vaultApiVersions,
  methods: ["GET", "PUT", "PATCH", "DELETE", "LIST"],
  scope: "group",
  location: "region",
  name: {
    pattern: /^[a-zA-Z](?!.*--)[a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$/,
    code: "VaultNameNotValid",
    message: (name) =>
      `The vault name '${name}' is invalid. A vault's name must be between 3-24 alphanumeric characters. The name must begin with a letter, end with a letter or digit, and not contain consecutive hyphens. Follow this link for more information: https://go.microsoft.com/fwlink/?linkid=2147742`,
  },
  body: structure({
    ...trackedRoot,
    properties: structure(
      {
        tenantId: text({ required: true }),
        sku: structure(
          { family: oneOf(["A"], { required: true }), name: oneOf(["standard", "premium"], { required: true }) },
          { required: true },
        ),
        accessPolicies,
        vaultUri: text({ readOnly: true }),
        hsmPoolResourceId: text({ readOnly: true }),
        enabledForDeployment: flag({ initial: false }),
        enabledForDiskEncryption: flag(),
        enabledForTemplateDeployment: flag(),
        enableSoftDelete: flag({ initial: true }),
        softDeleteRetentionInDays: whole(7, 90, { initial: 90 }),
        enableRbacAuthorization: flag(),
        enablePurgeProtection: flag(),
        createMode: oneOf(["default", "recover"], { hidden: true }),
        networkAcls: structure({
          bypass: oneOf(["AzureServices", "None"]),
          defaultAction: oneOf(["Allow", "Deny"]),
          ipRules: list(structure({ value: text({ required: true }) })),
          virtualNetworkRules: list(structure({ id: text({ required: true }), ignoreMissingVnetServiceEndpoint: flag() })),
        }),
        publicNetworkAccess: text({ initial: "Enabled" }),
        provisioningState: text({ readOnly: true }),
        privateEndpointConnections: list(dictionary(text()), { readOnly: true }),
      },
      { required: true },
    ),
  }),
  write: { createdStatus: 200, style: "provisioning-state", durationMs: 500, workingState: "RegisteringDns" },
  remove: { status: 200, style: "none", durationMs: 0 },
  source:
    "@azure/arm-keyvault 5.0.0 models; azure-native 3.28 keyvault/vault; pulumi-azure.md 2 (purge protection, names), read 2026-11-25",
};

/**
 * From this api-version on a new vault that does not say has Azure RBAC, and before it access policies.
 * Source: https://learn.microsoft.com/azure/key-vault/general/access-control-default, read 2026-11-26.
 */
const rbacByDefaultSince = "2026-02-01";

/** Vaults with their rules: one name in the world, soft delete that keeps it, no way back from purge protection. */
export function vaultKind(context: CloudContext, resources: ResourceStore, deleted: DeletedVaults, vaults: Vaults): ResourceKind {
  return {
    rules: vaultType,
    behaviour: {
      admit: ({ id, body, current, apiVersion }) => {
        const properties = body["properties"] as Record<string, unknown>;
        const before = current?.properties;
        const isRecovery = properties["createMode"] === "recover";
        const lost = isRecovery ? deleted.find(id.name)?.vault.properties : undefined;
        properties["enableRbacAuthorization"] ??= (before ?? lost)?.["enableRbacAuthorization"] ?? apiVersion >= rbacByDefaultSince;
        properties["accessPolicies"] ??= lost?.["accessPolicies"] ?? (properties["enableRbacAuthorization"] === true ? [] : undefined);
        if (properties["accessPolicies"] === undefined) {
          // Sentence: Azure/azure-sdk-for-net#28677, pulumi/pulumi-azure-native#1478, read 2026-11-26.
          throw new Refusal(400, "BadRequest", "The parameter accessPolicies is not specified.");
        }
        if (current === undefined && resources.list(vaultType.type).some((vault) => vault.name.toLowerCase() === id.name.toLowerCase())) {
          // Sentence: azure-powershell#15115.
          throw new Refusal(
            409,
            "VaultAlreadyExists",
            `The vault name '${id.name}' is already in use. Vault names are globaly unique so it is possible that the name is already taken. If you are sure that the vault name was not taken then it is possible that a vault with the same name was recently deleted but not purged after being placed in a recoverable state. If the vault is in a recoverable state then the vault will need to be purged before reusing the name. For more information on soft delete and purging a vault follow this link https://go.microsoft.com/fwlink/?linkid=2147740.`,
          );
        }
        if (current === undefined && deleted.find(id.name) !== undefined && !isRecovery) {
          // Sentence: alan-turing-institute/data-safe-haven#2523.
          throw new Refusal(
            409,
            "ConflictError",
            "A vault with the same name already exists in deleted state. You need to either recover or purge existing key vault. Follow this link https://go.microsoft.com/fwlink/?linkid=2149745 for more information on soft delete.",
          );
        }
        if (
          properties["enablePurgeProtection"] === false ||
          (before?.["enablePurgeProtection"] === true && properties["enablePurgeProtection"] === undefined)
        ) {
          // azure-cli#29115, #32311.
          throw new Refusal(
            400,
            "BadRequest",
            'The property "enablePurgeProtection" cannot be set to false. Enabling the purge protection for a vault is an irreversible action.',
          );
        }
        if (before?.["enableSoftDelete"] === true && properties["enableSoftDelete"] === false) {
          throw new Refusal(
            400,
            "BadRequest",
            'The property "enableSoftDelete" cannot be set to false. Enabling the soft delete functionality is an irreversible action.',
          );
        }
        if (before !== undefined && before["softDeleteRetentionInDays"] !== properties["softDeleteRetentionInDays"]) {
          throw new Refusal(400, "BadRequest", 'The property "softDeleteRetentionInDays" has been set already and it can\'t be modified.');
        }
        if (String(properties["tenantId"]).toLowerCase() !== context.tenant.tenantId.toLowerCase()) {
          throw new Refusal(
            400,
            "BadRequest",
            `The tenant '${String(properties["tenantId"])}' is not the tenant of subscription '${id.subscriptionId}'.`,
          );
        }
      },
      derive: async ({ id, current }) => {
        const vaultUri = `${await context.origins.vault(id.name)}/`;
        vaults.open(id.name, new URL(vaultUri).origin, id.id);
        if (current === undefined) deleted.recovered(id.name);
        return { properties: { vaultUri } };
      },
      removing: (vault) => {
        if (vault.properties["enableSoftDelete"] === false) vaults.discard(vault.name);
        else deleted.add(vault);
        vaults.close(vault.name);
      },
    },
  };
}
