import type { ResourceKind, ResourceType } from "../resource-type.ts";
import { flag, list, oneOf, type Shape, structure, text, whole } from "../shape.ts";
import { storageApiVersions } from "./storage-account.ts";

const corsRule = structure({
  allowedOrigins: list(text(), { required: true }),
  allowedMethods: list(oneOf(["DELETE", "GET", "HEAD", "MERGE", "POST", "OPTIONS", "PUT", "PATCH", "CONNECT", "TRACE"]), {
    required: true,
  }),
  maxAgeInSeconds: whole(0, 2_147_483_647, { required: true }),
  exposedHeaders: list(text(), { required: true }),
  allowedHeaders: list(text(), { required: true }),
});
const cors = structure({ corsRules: list(corsRule) }, { initial: {} });

/** The other services of a storage account, which are there with the account. Their content is not simulated, but for tables. */
function toServiceKind(
  service: string,
  operation: string,
  members: Readonly<Record<string, Shape>>,
  more: Record<string, Shape>,
): ResourceKind {
  const rules: ResourceType = {
    type: `Microsoft.Storage/storageAccounts/${service}`,
    operation,
    apiVersions: storageApiVersions,
    methods: ["GET", "PUT", "LIST"],
    scope: "group",
    location: "none",
    name: {
      pattern: /^default$/i,
      code: "InvalidResourceName",
      message: (name) => `The specified resource name '${name}' contains invalid characters or has a wrong length.`,
    },
    body: structure({ ...more, properties: structure(members, { initial: {} }) }),
    hasSystemData: false,
    write: { createdStatus: 200, style: "none", durationMs: 0 },
    remove: { status: 200, style: "none", durationMs: 0 },
    source: "@azure/arm-storage 21.0.0 models (TableServiceProperties, QueueServiceProperties, FileServiceProperties), read 2026-11-26",
  };
  return { rules, behaviour: {} };
}

export const storageServiceKinds: readonly ResourceKind[] = [
  toServiceKind("tableServices", "arm.tableServices", { cors }, {}),
  toServiceKind("queueServices", "arm.queueServices", { cors }, {}),
  toServiceKind(
    "fileServices",
    "arm.fileServices",
    {
      cors,
      shareDeleteRetentionPolicy: structure({ enabled: flag(), days: whole(1, 365), allowPermanentDelete: flag() }),
    },
    { sku: structure({ name: text(), tier: text({ readOnly: true }) }, { readOnly: true }) },
  ),
];
