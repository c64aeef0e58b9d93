import type { Blueprint } from "../blueprint.ts";

/** Namespaces of everything that the stack and bootstrap make. Source: facts/pulumi-azure.md 00 (namespaces), read 2026-11-25. */
export const resourceNamespaces = [
  "Microsoft.App",
  "Microsoft.BotService",
  "Microsoft.ContainerRegistry",
  "Microsoft.Insights",
  "Microsoft.KeyVault",
  "Microsoft.ManagedIdentity",
  "Microsoft.OperationalInsights",
  "Microsoft.Storage",
] as const;

const stackActions = [
  "Microsoft.Resources/subscriptions/resourceGroups/write",
  "Microsoft.Resources/deployments/write",
  "Microsoft.App/managedEnvironments/write",
  "Microsoft.App/containerApps/write",
  "Microsoft.BotService/botServices/write",
  "Microsoft.BotService/botServices/channels/write",
  "Microsoft.ContainerRegistry/registries/write",
  "Microsoft.Insights/diagnosticSettings/write",
  "Microsoft.KeyVault/vaults/write",
  "Microsoft.KeyVault/vaults/secrets/write",
  "Microsoft.ManagedIdentity/userAssignedIdentities/write",
  "Microsoft.OperationalInsights/workspaces/write",
  "Microsoft.Storage/storageAccounts/write",
] as const;

/** What Contributor has not: Owner, User Access Administrator and Role Based Access Control Administrator have it. */
export const assignAction = "Microsoft.Authorization/roleAssignments/write";

/** Azure actions without which this environment cannot be made, role assignments apart. */
export function toRequiredActions({ backend, pipeline }: Pick<Blueprint, "backend" | "pipeline">): readonly string[] {
  return [
    ...stackActions,
    ...(backend.kind === "azure" ? ["Microsoft.Storage/storageAccounts/blobServices/write", "Microsoft.KeyVault/vaults/keys/write"] : []),
    ...(pipeline === undefined ? [] : ["Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write"]),
  ];
}
