import type { ResourceKind, ResourceType } from "../resource-type.ts";
import { flag, structure, text, whole } from "../shape.ts";
import { storageApiVersions } from "./storage-account.ts";

const retention = structure({ enabled: flag(), days: whole(1, 365), allowPermanentDelete: flag() });

/** The blob service of a storage account, which is there with the account: what it keeps of what is overwritten and deleted. */
const blobServiceType: ResourceType = {
  type: "Microsoft.Storage/storageAccounts/blobServices",
  operation: "arm.blobServices",
  apiVersions: storageApiVersions,
  methods: ["GET", "PUT", "LIST"],
  scope: "group",
  location: "none",
  name: {
    pattern: /^default$/i,
    code: "InvalidResourceName",
    message: (name) => `The specified resource name '${name}' contains invalid characters or has a wrong length.`,
  },
  body: structure({
    sku: structure({ name: text(), tier: text({ readOnly: true }) }, { readOnly: true }),
    properties: structure(
      {
        automaticSnapshotPolicyEnabled: flag(),
        changeFeed: structure({ enabled: flag(), retentionInDays: whole(1, 146_000) }),
        containerDeleteRetentionPolicy: retention,
        defaultServiceVersion: text(),
        deleteRetentionPolicy: retention,
        isVersioningEnabled: flag(),
      },
      { initial: {} },
    ),
  }),
  write: { createdStatus: 200, style: "none", durationMs: 0 },
  remove: { status: 200, style: "none", durationMs: 0 },
  source:
    "@azure/arm-storage 21.0.0 models (BlobServiceProperties); https://learn.microsoft.com/rest/api/storagerp/blob-services/set-service-properties, read 2026-11-25",
};

export const blobServiceKind: ResourceKind = { rules: blobServiceType, behaviour: {} };
