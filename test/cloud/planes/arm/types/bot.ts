import { Refusal } from "../../../core/operation.ts";
import type { CloudContext } from "../../../core/cloud-context.ts";
import { isRecord } from "../body-check.ts";
import type { ResourceStore } from "../resource-store.ts";
import type { ResourceKind, ResourceType } from "../resource-type.ts";
import { anything, dictionary, flag, list, oneOf, structure, text } from "../shape.ts";

export const botApiVersions = [
  "2020-06-02",
  "2021-03-01",
  "2021-05-01-preview",
  "2022-06-15-preview",
  "2022-09-15",
  "2023-09-15-preview",
] as const;

/** Azure Bots. */
export const botType: ResourceType = {
  type: "Microsoft.BotService/botServices",
  operation: "arm.bots",
  apiVersions: botApiVersions,
  methods: ["GET", "PUT", "PATCH", "DELETE", "LIST"],
  scope: "group",
  location: "region-or-global",
  name: {
    pattern: /^[a-zA-Z0-9][a-zA-Z0-9_.-]{1,63}$/,
    code: "InvalidBotData",
    message: (name) => `Bot is not valid. Errors: Id: '${name}' must match ^[a-zA-Z0-9][a-zA-Z0-9_.-]*$ and have 2 to 64 characters.. `,
  },
  hasSystemData: false,
  body: structure({
    tags: dictionary(text()),
    location: text({ required: true }),
    kind: oneOf(["sdk", "designer", "bot", "function", "azurebot"], { required: true }),
    etag: text(),
    sku: structure({ name: oneOf(["F0", "S1"], { required: true }), tier: text({ readOnly: true }) }, { required: true }),
    zones: list(text(), { readOnly: true }),
    properties: structure(
      {
        displayName: text({ required: true }),
        description: text(),
        iconUrl: text({ initial: "" }),
        endpoint: text({ required: true, nullable: true }),
        endpointVersion: text({ readOnly: true }),
        allSettings: dictionary(text()),
        parameters: dictionary(text()),
        manifestUrl: text(),
        msaAppType: oneOf(["SingleTenant", "MultiTenant", "UserAssignedMSI"]),
        msaAppId: text({ required: true }),
        msaAppTenantId: text(),
        msaAppMSIResourceId: text(),
        configuredChannels: list(text(), { readOnly: true }),
        enabledChannels: list(text(), { readOnly: true }),
        developerAppInsightKey: text(),
        developerAppInsightsApiKey: text({ hidden: true }),
        developerAppInsightsApplicationId: text(),
        luisAppIds: list(text()),
        luisKey: text({ hidden: true }),
        isCmekEnabled: flag({ initial: false }),
        cmekKeyVaultUrl: text(),
        cmekEncryptionStatus: text({ readOnly: true }),
        tenantId: text(),
        publicNetworkAccess: oneOf(["Enabled", "Disabled", "SecuredByPerimeter"], { initial: "Enabled" }),
        isStreamingSupported: flag({ initial: false }),
        isDeveloperAppInsightsApiKeySet: flag({ readOnly: true }),
        migrationToken: text({ readOnly: true }),
        disableLocalAuth: flag(),
        schemaTransformationVersion: text({ nullable: true }),
        storageResourceId: text({ nullable: true }),
        privateEndpointConnections: anything({ readOnly: true }),
        networkSecurityPerimeterConfigurations: anything({ readOnly: true }),
        openWithHint: text(),
        appPasswordHint: text(),
        publishingCredentials: text({ hidden: true }),
        provisioningState: text({ readOnly: true }),
      },
      { required: true },
    ),
  }),
  write: { createdStatus: 201, style: "none", durationMs: 0 },
  remove: { status: 200, style: "none", durationMs: 0 },
  source: "@azure/arm-botservice 4.0.0 models/mappers.ts (Bot, BotProperties); pulumi-azure.md 2, read 2026-11-25",
};

/** Bots: a name in the world, a client id for one bot, no new multi-tenant ones. */
export function botKind(context: CloudContext, resources: ResourceStore): ResourceKind {
  return {
    rules: botType,
    behaviour: {
      admit: ({ id, body, current }) => {
        const properties = body["properties"] as Record<string, unknown>;
        const others = resources.list(botType.type).filter((bot) => bot.id.toLowerCase() !== id.id.toLowerCase());
        const appType = properties["msaAppType"] ?? "MultiTenant";
        if (current === undefined && appType === "MultiTenant") {
          // microsoft-365-agents-toolkit#14385.
          throw new Refusal(
            400,
            "InvalidBotCreationData",
            "Multitenant bot creation is deprecated. Please use a single tenant or a user-assigned managed identity bot.",
          );
        }
        if (others.some((bot) => bot.name.toLowerCase() === id.name.toLowerCase())) {
          // bot-docs#298.
          throw new Refusal(400, "InvalidBotData", "Bot is not valid. Errors: Id: Id is already in use.. ");
        }
        if (others.some((bot) => String(bot.properties["msaAppId"]).toLowerCase() === String(properties["msaAppId"]).toLowerCase())) {
          // botframework-solutions#2014.
          throw new Refusal(400, "InvalidBotData", "Bot is not valid. Errors: MsaAppId: MsaAppId is already in use.. ");
        }
        if (appType === "SingleTenant" && typeof properties["msaAppTenantId"] !== "string") {
          throw new Refusal(
            400,
            "InvalidBotData",
            "Bot is not valid. Errors: MsaAppTenantId: MsaAppTenantId is required for a single tenant bot.. ",
          );
        }
        if (
          appType === "UserAssignedMSI" &&
          (typeof properties["msaAppTenantId"] !== "string" || typeof properties["msaAppMSIResourceId"] !== "string")
        ) {
          throw new Refusal(
            400,
            "InvalidBotData",
            "Bot is not valid. Errors: MsaAppMSIResourceId and MsaAppTenantId are required for a user-assigned managed identity bot.. ",
          );
        }
        for (const member of ["msaAppId", "msaAppType", "msaAppTenantId"] as const) {
          if (current !== undefined && current.properties[member] !== properties[member]) {
            throw new Refusal(400, "InvalidBotData", `Bot is not valid. Errors: ${member} cannot be changed.. `); // ASSUMED: sentence
          }
        }
        const endpoint = properties["endpoint"];
        if (typeof endpoint === "string" && endpoint !== "" && !endpoint.startsWith("https://")) {
          throw new Refusal(400, "InvalidBotData", "Bot is not valid. Errors: Endpoint: The endpoint must be an https URL.. "); // ASSUMED: sentence
        }
      },
      derive: ({ id, body, current }) => {
        const sku = body["sku"] as { name: string };
        const before = current?.properties;
        return {
          etag: `"${context.ids.guid(`bot-etag:${id.id.toLowerCase()}:${String(current?.["etag"])}:${JSON.stringify(body)}`)}"`,
          sku: { tier: sku.name === "F0" ? "Free" : "Standard" },
          properties: {
            endpointVersion: "3.0",
            // A new bot has these two channels (https://learn.microsoft.com/azure/bot-service/bot-service-manage-channels, read 2026-11-25).
            configuredChannels: before?.["configuredChannels"] ?? ["webchat", "directline"],
            enabledChannels: before?.["enabledChannels"] ?? ["webchat", "directline"],
            isDeveloperAppInsightsApiKeySet: isRecord(body["properties"]) && body["properties"]["developerAppInsightsApiKey"] !== undefined,
          },
        };
      },
    },
  };
}
