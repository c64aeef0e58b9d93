import type { CloudContext } from "../../../core/cloud-context.ts";
import type { ResourceKind, ResourceType } from "../resource-type.ts";
import { identityShape } from "./identity-shape.ts";
import { decimal, flag, oneOf, structure, text, trackedRoot, whole } from "../shape.ts";

/** Log Analytics workspaces; nothing is ever written into them here. */
export const workspaceType: ResourceType = {
  type: "Microsoft.OperationalInsights/workspaces",
  operation: "arm.workspaces",
  apiVersions: ["2020-03-01-preview", "2020-08-01", "2020-10-01", "2021-06-01", "2022-10-01", "2023-09-01", "2025-02-01", "2025-07-01"],
  methods: ["GET", "PUT", "PATCH", "DELETE", "LIST"],
  scope: "group",
  location: "region",
  name: {
    pattern: /^[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]$/,
    code: "InvalidParameter",
    message: (name) => `The workspace name '${name}' is invalid: 4-63 letters, digits and '-', which cannot be the first or last symbol.`,
  },
  body: structure({
    ...trackedRoot,
    etag: text(),
    identity: identityShape(["SystemAssigned", "UserAssigned", "None"]),
    properties: structure(
      {
        sku: structure(
          {
            name: oneOf(["Free", "Standard", "Premium", "PerNode", "PerGB2018", "Standalone", "CapacityReservation", "LACluster"], {
              required: true,
            }),
            capacityReservationLevel: { kind: "number", whole: true },
            lastSkuUpdate: text({ readOnly: true }),
          },
          { initial: { name: "PerGB2018" } },
        ),
        retentionInDays: whole(4, 730, { initial: 30 }),
        workspaceCapping: structure({
          dailyQuotaGb: decimal(),
          quotaNextResetTime: text({ readOnly: true }),
          dataIngestionStatus: text({ readOnly: true }),
        }),
        publicNetworkAccessForIngestion: oneOf(["Enabled", "Disabled", "SecuredByPerimeter"], { initial: "Enabled" }),
        publicNetworkAccessForQuery: oneOf(["Enabled", "Disabled", "SecuredByPerimeter"], { initial: "Enabled" }),
        forceCmkForQuery: flag(),
        replication: structure({
          location: text(),
          enabled: flag(),
          provisioningState: text({ readOnly: true }),
          createdDate: text({ readOnly: true }),
          lastModifiedDate: text({ readOnly: true }),
        }),
        failover: structure({ state: text({ readOnly: true }), lastModifiedDate: text({ readOnly: true }) }),
        defaultDataCollectionRuleResourceId: text(),
        features: structure({
          clusterResourceId: text(),
          disableLocalAuth: flag(),
          enableDataExport: flag(),
          enableLogAccessUsingOnlyResourcePermissions: flag(),
          immediatePurgeDataOn30Days: flag(),
        }),
        customerId: text({ readOnly: true }),
        createdDate: text({ readOnly: true }),
        modifiedDate: text({ readOnly: true }),
        provisioningState: text({ readOnly: true }),
      },
      { initial: {} },
    ),
  }),
  write: { createdStatus: 201, style: "provisioning-state", durationMs: 500 },
  remove: { status: 200, style: "none", durationMs: 0 },
  source:
    "azure-native 3.28 operationalinsights/workspace; https://learn.microsoft.com/rest/api/loganalytics/workspaces/create-or-update, read 2026-11-25",
};

export function workspaceKind(context: CloudContext): ResourceKind {
  return {
    rules: workspaceType,
    behaviour: {
      derive: ({ id, current }) => {
        const now = new Date(context.clock.wallMs()).toISOString();
        return {
          properties: {
            customerId: current?.properties["customerId"] ?? context.ids.guid(`workspace:${id.id.toLowerCase()}`),
            createdDate: current?.properties["createdDate"] ?? now,
            modifiedDate: now,
          },
        };
      },
    },
  };
}
