import { Refusal } from "../../../core/operation.ts";
import type { CloudContext } from "../../../core/cloud-context.ts";
import type { TableAccounts } from "../../table/table-accounts.ts";
import type { ResourceStore } from "../resource-store.ts";
import { createAccountServices } from "../new-account-services.ts";
import type { ResourceKind, ResourceType } from "../resource-type.ts";
import { storageOptions } from "./storage-options.ts";
import { identityShape } from "./identity-shape.ts";
import { dictionary, flag, list, matching, oneOf, structure, text, trackedRoot } from "../shape.ts";

export const storageApiVersions = [
  "2021-09-01",
  "2022-05-01",
  "2022-09-01",
  "2023-01-01",
  "2023-04-01",
  "2023-05-01",
  "2024-01-01",
  "2025-01-01",
  "2025-06-01",
  "2025-08-01",
  "2026-04-01",
  "2026-06-01",
  "2026-09-01",
] as const;

/** Storage accounts; of their data planes this cloud has tables. */
export const storageAccountType: ResourceType = {
  type: "Microsoft.Storage/storageAccounts",
  operation: "arm.storageAccounts",
  apiVersions: storageApiVersions,
  methods: ["GET", "PUT", "PATCH", "DELETE", "LIST"],
  scope: "group",
  location: "region",
  name: {
    pattern: /^[a-z0-9]{3,24}$/,
    code: "AccountNameInvalid",
    message: (name) =>
      `${name} is not a valid storage account name. Storage account name must be between 3 and 24 characters in length and use numbers and lower-case letters only.`,
  },
  body: structure({
    ...trackedRoot,
    kind: oneOf(["Storage", "StorageV2", "BlobStorage", "FileStorage", "BlockBlobStorage"], { required: true }),
    sku: structure(
      {
        name: oneOf(
          [
            "Standard_LRS",
            "Standard_GRS",
            "Standard_RAGRS",
            "Standard_ZRS",
            "Premium_LRS",
            "Premium_ZRS",
            "Standard_GZRS",
            "Standard_RAGZRS",
            "StandardV2_LRS",
            "StandardV2_GRS",
            "StandardV2_ZRS",
            "StandardV2_GZRS",
            "PremiumV2_LRS",
            "PremiumV2_ZRS",
          ],
          { required: true },
        ),
        tier: text({ readOnly: true }),
      },
      { required: true },
    ),
    identity: identityShape(["None", "SystemAssigned", "UserAssigned", "SystemAssigned,UserAssigned"]),
    extendedLocation: structure({ name: text(), type: oneOf(["EdgeZone"]) }),
    zones: list(text()),
    placement: structure({ zonePlacementPolicy: oneOf(["Any", "None"]) }),
    properties: structure(
      {
        ...storageOptions,
        accessTier: oneOf(["Hot", "Cool", "Premium", "Cold", "Smart"]),
        allowBlobPublicAccess: flag({ initial: false }),
        allowCrossTenantReplication: flag({ initial: false }),
        allowSharedKeyAccess: flag(),
        defaultToOAuthAuthentication: flag(),
        dnsEndpointType: oneOf(["Standard", "AzureDnsZone"]),
        isHnsEnabled: flag({ fixed: true }),
        isLocalUserEnabled: flag(),
        isSftpEnabled: flag(),
        largeFileSharesState: oneOf(["Disabled", "Enabled"]),
        minimumTlsVersion: oneOf(["TLS1_0", "TLS1_1", "TLS1_2", "TLS1_3"], { initial: "TLS1_0" }),
        networkAcls: structure({
          bypass: matching(/^((None|Logging|Metrics|AzureServices)(, )?)+$/),
          defaultAction: oneOf(["Allow", "Deny"], { required: true }),
          ipRules: list(structure({ value: text({ required: true }), action: oneOf(["Allow"]) })),
          ipv6Rules: list(structure({ value: text({ required: true }), action: oneOf(["Allow"]) })),
          virtualNetworkRules: list(
            structure({
              id: text({ required: true }),
              action: oneOf(["Allow"]),
              state: oneOf(["Provisioning", "Deprovisioning", "Succeeded", "Failed", "NetworkSourceDeleted"]),
            }),
          ),
          resourceAccessRules: list(structure({ tenantId: text(), resourceId: text() })),
        }),
        publicNetworkAccess: oneOf(["Enabled", "Disabled", "SecuredByPerimeter"]),
        supportsHttpsTrafficOnly: flag({ initial: true }),
        primaryEndpoints: dictionary(text(), { readOnly: true }),
        primaryLocation: text({ readOnly: true }),
        statusOfPrimary: text({ readOnly: true }),
        creationTime: text({ readOnly: true }),
        keyCreationTime: dictionary(text(), { readOnly: true }),
        provisioningState: text({ readOnly: true }),
      },
      { initial: {} },
    ),
  }),
  write: { createdStatus: 202, style: "location", durationMs: 1_500, isPatchFinal: true },
  remove: { status: 200, style: "none", durationMs: 0 },
  source:
    "azure-native 3.28 storage/storageAccount; https://learn.microsoft.com/rest/api/storagerp/storage-accounts/create (202 with Location), read 2026-11-25",
};

/** Storage accounts: one name in the world; the table endpoint is a path below the one table origin. */
export function storageAccountKind(context: CloudContext, resources: ResourceStore, accounts: TableAccounts): ResourceKind {
  return {
    rules: storageAccountType,
    behaviour: {
      admit: ({ id, current }) => {
        if (current === undefined && resources.list(storageAccountType.type).some((account) => account.name === id.name)) {
          throw new Refusal(409, "StorageAccountAlreadyTaken", `The storage account named ${id.name} is already taken.`);
        }
      },
      derive: ({ id, body, current }) => {
        const sku = body["sku"] as { name: string };
        const createdAt = new Date(context.clock.wallMs()).toISOString();
        accounts.open(id.name);
        return {
          sku: { tier: sku.name.split("_")[0] },
          properties: {
            primaryEndpoints: { table: `${context.origins.table}/${id.name}/` },
            primaryLocation: body["location"],
            statusOfPrimary: "available",
            creationTime: current?.properties["creationTime"] ?? createdAt,
            keyCreationTime: current?.properties["keyCreationTime"] ?? { key1: createdAt, key2: createdAt },
          },
        };
      },
      work: (account, { current }) => {
        if (current === undefined) for (const service of createAccountServices(account)) resources.put(service);
        return Promise.resolve(undefined);
      },
      removing: async (account) => {
        await accounts.close(account.name);
      },
    },
  };
}
