import { Refusal } from "../../../core/operation.ts";
import type { CloudContext } from "../../../core/cloud-context.ts";
import { nations } from "../../../core/nation.ts";
import type { ResourceStore } from "../resource-store.ts";
import type { ResourceKind, ResourceType } from "../resource-type.ts";
import { identityShape } from "./identity-shape.ts";
import { dictionary, flag, list, oneOf, structure, text, trackedRoot } from "../shape.ts";

export const registryApiVersions = [
  "2019-05-01",
  "2021-09-01",
  "2022-12-01",
  "2023-01-01-preview",
  "2023-06-01-preview",
  "2023-07-01",
  "2023-08-01-preview",
  "2023-11-01-preview",
  "2024-11-01-preview",
  "2025-03-01-preview",
  "2025-04-01",
  "2025-05-01-preview",
  "2025-06-01-preview",
  "2025-11-01",
  "2026-01-01-preview",
  "2026-03-01-preview",
] as const;

const status = oneOf(["enabled", "disabled"]);

/** Container registries. */
export const registryType: ResourceType = {
  type: "Microsoft.ContainerRegistry/registries",
  operation: "arm.registries",
  apiVersions: registryApiVersions,
  methods: ["GET", "PUT", "PATCH", "DELETE", "LIST"],
  scope: "group",
  location: "region",
  name: {
    pattern: /^[a-zA-Z0-9]{5,50}$/,
    code: "InvalidResourceName",
    message: (name) =>
      `The registry name '${name}' is invalid. Registry names may contain alpha numeric characters only and must be between 5 and 50 characters.`,
  },
  body: structure({
    ...trackedRoot,
    sku: structure(
      { name: oneOf(["Classic", "Basic", "Standard", "Premium"], { required: true }), tier: text({ readOnly: true }) },
      { required: true },
    ),
    identity: identityShape(["SystemAssigned", "UserAssigned", "SystemAssigned, UserAssigned", "None"], false),
    properties: structure(
      {
        adminUserEnabled: flag({ initial: false }),
        anonymousPullEnabled: flag({ initial: false }),
        dataEndpointEnabled: flag({ initial: false }),
        // Keys of one's own are kept and have no effect.
        encryption: structure({
          status,
          keyVaultProperties: structure({
            keyIdentifier: text(),
            versionedKeyIdentifier: text({ readOnly: true }),
            identity: text(),
            keyRotationEnabled: flag({ readOnly: true }),
            lastKeyRotationTimestamp: text({ readOnly: true }),
          }),
        }),
        networkRuleBypassAllowedForTasks: flag(),
        networkRuleBypassOptions: oneOf(["AzureServices", "None"], { initial: "AzureServices" }),
        // Premium only: kept, without effect.
        networkRuleSet: structure({
          defaultAction: oneOf(["Allow", "Deny"], { required: true }),
          ipRules: list(structure({ action: oneOf(["Allow"]), value: text({ required: true }) })),
        }),
        policies: structure(
          {
            azureADAuthenticationAsArmPolicy: structure({ status }),
            exportPolicy: structure({ status }),
            quarantinePolicy: structure({ status }),
            retentionPolicy: structure({ days: { kind: "number", whole: true }, lastUpdatedTime: text({ readOnly: true }), status }),
            softDeletePolicy: structure({
              retentionDays: { kind: "number", whole: true },
              lastUpdatedTime: text({ readOnly: true }),
              status,
            }),
            trustPolicy: structure({ type: oneOf(["Notary"]), status }),
          },
          {
            initial: {
              azureADAuthenticationAsArmPolicy: { status: "enabled" },
              exportPolicy: { status: "enabled" },
              quarantinePolicy: { status: "disabled" },
              retentionPolicy: { days: 7, status: "disabled" },
              softDeletePolicy: { retentionDays: 7, status: "disabled" },
              trustPolicy: { type: "Notary", status: "disabled" },
            },
          },
        ),
        publicNetworkAccess: oneOf(["Enabled", "Disabled"], { initial: "Enabled" }),
        roleAssignmentMode: oneOf(["LegacyRegistryPermissions", "AbacRepositoryPermissions"], { initial: "LegacyRegistryPermissions" }),
        zoneRedundancy: oneOf(["Enabled", "Disabled"], { initial: "Disabled" }),
        loginServer: text({ readOnly: true }),
        creationDate: text({ readOnly: true }),
        status: structure({ displayStatus: text(), message: text(), timestamp: text() }, { readOnly: true }),
        dataEndpointHostNames: list(text(), { readOnly: true }),
        privateEndpointConnections: list(dictionary(text()), { readOnly: true }),
        provisioningState: text({ readOnly: true }),
      },
      { initial: {} },
    ),
  }),
  write: { createdStatus: 201, style: "azure-async-operation", durationMs: 1_000 },
  remove: { status: 202, style: "location", durationMs: 1_000 },
  source:
    "azure-native 3.28 containerregistry/registry; https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions (roleAssignmentMode), read 2026-11-25",
};

/** Registries: one name in the world, `NAME.azurecr.io`. */
export function registryKind(context: CloudContext, resources: ResourceStore): ResourceKind {
  return {
    rules: registryType,
    behaviour: {
      admit: ({ id, current }) => {
        if (
          current === undefined &&
          resources.list(registryType.type).some((registry) => registry.name.toLowerCase() === id.name.toLowerCase())
        ) {
          throw new Refusal(
            409,
            "AlreadyInUse",
            `The registry DNS name ${id.name.toLowerCase()}.azurecr.io is already in use. You can check if the name is already claimed using following API: https://docs.microsoft.com/en-us/rest/api/containerregistry/registries/checknameavailability.`,
          );
        }
      },
      derive: ({ id, body, current }) => {
        const sku = body["sku"] as { name: string };
        return {
          sku: { tier: sku.name },
          properties: {
            loginServer: `${id.name.toLowerCase()}.${(context.origins.nation ?? nations.public).registryDomain}`,
            creationDate: current?.properties["creationDate"] ?? new Date(context.clock.wallMs()).toISOString(),
            dataEndpointHostNames: [],
            privateEndpointConnections: [],
          },
        };
      },
    },
  };
}
