import { Refusal } from "../../../core/operation.ts";
import type { ResourceStore } from "../resource-store.ts";
import type { ResourceKind, ResourceType } from "../resource-type.ts";
import { flag, list, structure, text, whole } from "../shape.ts";

const retentionPolicy = structure({ enabled: flag({ required: true }), days: whole(0, 365, { required: true }) });

/** Diagnostic settings, on any resource. */
const diagnosticSettingType: ResourceType = {
  type: "Microsoft.Insights/diagnosticSettings",
  operation: "arm.diagnosticSettings",
  apiVersions: ["2021-05-01-preview"],
  methods: ["GET", "PUT", "DELETE", "LIST"],
  scope: "extension",
  location: "none",
  name: {
    pattern: /^[^*<>%&:\\?+/]{1,260}$/,
    code: "BadRequest",
    message: (name) => `The diagnostic setting name '${name}' is invalid.`,
  },
  body: structure({
    properties: structure(
      {
        workspaceId: text(),
        storageAccountId: text(),
        serviceBusRuleId: text(),
        eventHubAuthorizationRuleId: text(),
        eventHubName: text(),
        marketplacePartnerId: text(),
        logAnalyticsDestinationType: text({ nullable: true }),
        logs: list(
          structure({
            category: text({ nullable: true }),
            categoryGroup: text({ nullable: true }),
            enabled: flag({ required: true }),
            retentionPolicy,
          }),
        ),
        metrics: list(structure({ category: text(), enabled: flag({ required: true }), timeGrain: text(), retentionPolicy })),
      },
      { required: true },
    ),
  }),
  write: { createdStatus: 200, style: "none", durationMs: 0 },
  remove: { status: 200, style: "none", durationMs: 0 },
  source:
    "azure-native 3.28 monitor/diagnosticSetting; https://learn.microsoft.com/rest/api/monitor/diagnostic-settings/create-or-update, read 2026-11-25",
};

/** A setting needs a destination that exists and something to send. */
export function diagnosticSettingKind(resources: ResourceStore): ResourceKind {
  return {
    rules: diagnosticSettingType,
    behaviour: {
      admit: ({ body }) => {
        const properties = body["properties"] as { workspaceId?: string; logs?: unknown[]; metrics?: unknown[]; [member: string]: unknown };
        const destinations = ["workspaceId", "storageAccountId", "eventHubAuthorizationRuleId", "marketplacePartnerId"].filter(
          (name) => properties[name] !== undefined,
        );
        if (destinations.length === 0) {
          throw new Refusal(400, "BadRequest", "At least one data sink needs to be specified.");
        }
        if ((properties.logs ?? []).length === 0 && (properties.metrics ?? []).length === 0) {
          throw new Refusal(400, "BadRequest", "At least one log or metric category needs to be specified.");
        }
        if (properties.workspaceId !== undefined && resources.get(properties.workspaceId) === undefined) {
          throw new Refusal(400, "WorkspaceNotFound", `The Log Analytics workspace '${properties.workspaceId}' could not be found.`);
        }
      },
    },
  };
}
