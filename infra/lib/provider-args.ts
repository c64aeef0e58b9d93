import type { ProviderArgs as AzureNativeProviderArgs } from "@pulumi/azure-native/provider.js";
import type { ProviderArgs as AzureadProviderArgs } from "@pulumi/azuread";
import type { Settings } from "./settings.ts";

type Place = Pick<Settings, "cloud" | "tenantId" | "subscriptionId">;

/** The azuread provider of a cloud. Credentials are not among the arguments: they come from the ARM_* environment or a sign-in. */
export function toAzureadProviderArgs({ cloud, tenantId }: Place): AzureadProviderArgs {
  return { tenantId, environment: cloud.pulumiEnvironment, ...toMetadata(cloud.metadataHost) };
}

/**
 * The azure-native provider of a cloud. Only in a rehearsal it does not ask Microsoft whether the authority is real
 * (instance discovery), which would leave this machine.
 */
export function toAzureNativeProviderArgs({ cloud, tenantId, subscriptionId }: Place): AzureNativeProviderArgs {
  return {
    tenantId,
    subscriptionId,
    environment: cloud.pulumiEnvironment,
    ...toMetadata(cloud.metadataHost),
    ...(cloud.rehearsal === undefined ? {} : { disableInstanceDiscovery: true }),
  };
}

function toMetadata(metadataHost: string | undefined): { metadataHost?: string } {
  return metadataHost === undefined ? {} : { metadataHost };
}
