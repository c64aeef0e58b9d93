import type { ResourceKind, ResourceType } from "../resource-type.ts";
import { dictionary, flag, oneOf, structure, text } from "../shape.ts";
import { storageApiVersions } from "./storage-account.ts";

/** Containers through ARM: works with shared keys off. Blobs themselves are not simulated. */
const blobContainerType: ResourceType = {
  type: "Microsoft.Storage/storageAccounts/blobServices/containers",
  operation: "arm.blobContainers",
  apiVersions: storageApiVersions,
  methods: ["GET", "PUT", "PATCH", "DELETE", "LIST"],
  scope: "group",
  location: "none",
  name: {
    pattern: /^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
    code: "InvalidResourceName",
    message: (name) => `The specified resource name '${name}' contains invalid characters or has a wrong length.`,
  },
  body: structure({
    properties: structure(
      {
        defaultEncryptionScope: text(),
        denyEncryptionScopeOverride: flag(),
        metadata: dictionary(text()),
        publicAccess: oneOf(["None", "Blob", "Container"], { initial: "None" }),
        hasImmutabilityPolicy: flag({ readOnly: true }),
        hasLegalHold: flag({ readOnly: true }),
        lastModifiedTime: text({ readOnly: true }),
        leaseState: text({ readOnly: true }),
        leaseStatus: text({ readOnly: true }),
      },
      { initial: {} },
    ),
  }),
  write: { createdStatus: 201, style: "none", durationMs: 0 },
  remove: { status: 200, style: "none", durationMs: 0 },
  source:
    "@azure/arm-storage 21.0.0 models (BlobContainer); https://learn.microsoft.com/rest/api/storagerp/blob-containers/create, read 2026-11-25",
};

export function blobContainerKind(wallMs: () => number): ResourceKind {
  return {
    rules: blobContainerType,
    behaviour: {
      derive: () => ({
        properties: {
          hasImmutabilityPolicy: false,
          hasLegalHold: false,
          lastModifiedTime: new Date(wallMs()).toISOString(),
          leaseState: "Available",
          leaseStatus: "Unlocked",
        },
      }),
    },
  };
}
