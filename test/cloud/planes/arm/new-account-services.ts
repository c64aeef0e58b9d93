import type { ArmResource } from "../../core/cloud-context.ts";

/** Properties of each service that a new account has. Members: @azure/arm-storage 21.0.0, read 2026-11-26; which of them a new account has is ASSUMED. */
const services: Readonly<Record<string, Record<string, unknown>>> = {
  blobServices: { deleteRetentionPolicy: { allowPermanentDelete: false, enabled: false } },
  tableServices: { cors: { corsRules: [] } },
  queueServices: { cors: { corsRules: [] } },
  fileServices: { cors: { corsRules: [] }, shareDeleteRetentionPolicy: { enabled: true, days: 7 } },
};

/** The services that a new account has. */
export function createAccountServices(account: ArmResource): ArmResource[] {
  return Object.entries(services).map(([service, properties]) => ({
    id: `${account.id}/${service}/default`,
    name: "default",
    type: `Microsoft.Storage/storageAccounts/${service}`,
    properties: { ...structuredClone(properties), provisioningState: "Succeeded" },
  }));
}
