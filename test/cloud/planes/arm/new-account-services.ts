import type { ArmResource } from "../../core/cloud-context.ts";

/** The blob service that a new account has. Source: https://learn.microsoft.com/rest/api/storagerp/blob-services/get-service-properties, read 2026-11-25. */
export function createBlobService(account: ArmResource): ArmResource {
  return {
    id: `${account.id}/blobServices/default`,
    name: "default",
    type: "Microsoft.Storage/storageAccounts/blobServices",
    properties: {
      deleteRetentionPolicy: { allowPermanentDelete: false, enabled: false },
      provisioningState: "Succeeded",
    },
  };
}
