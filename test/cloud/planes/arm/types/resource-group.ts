import type { ResourceType } from "../resource-type.ts";
import { structure, text, trackedRoot } from "../shape.ts";

/** Resource groups. Their delete takes everything in them along (`resource-groups.ts`). */
export const resourceGroupType: ResourceType = {
  type: "Microsoft.Resources/resourceGroups",
  operation: "arm.resourceGroups",
  apiVersions: [
    "2015-11-01",
    "2016-02-01",
    "2016-07-01",
    "2016-09-01",
    "2017-05-10",
    "2018-02-01",
    "2018-05-01",
    "2019-03-01",
    "2019-05-01",
    "2019-05-10",
    "2019-07-01",
    "2019-08-01",
    "2019-10-01",
    "2020-06-01",
    "2020-08-01",
    "2020-10-01",
    "2021-01-01",
    "2021-04-01",
    "2022-09-01",
    "2023-07-01",
    "2024-03-01",
    "2024-07-01",
    "2024-11-01",
    "2025-03-01",
    "2025-04-01",
  ],
  methods: ["GET", "HEAD", "PUT", "PATCH", "DELETE", "LIST"],
  scope: "group",
  location: "region",
  name: {
    pattern: /^[-\w.()]{0,89}[-\w()]$/u,
    code: "InvalidResourceGroup",
    message: (name) =>
      `The provided resource group name '${name}' has these invalid characters or its length is wrong. The name can only be a letter, digit, '-', '.', '(', ')' or '_', may not end with a period and has at most 90 characters.`,
  },
  hasSystemData: false,
  body: structure({
    ...trackedRoot,
    managedBy: text(),
    properties: structure({ provisioningState: text({ readOnly: true }) }),
  }),
  write: { createdStatus: 201, style: "none", durationMs: 0 },
  remove: { status: 202, style: "location", durationMs: 1_000 },
  source:
    "@azure/arm-resources 8.0.0 api/resourceGroups; https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules, read 2026-11-25",
};
