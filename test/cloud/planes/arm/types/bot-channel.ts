import { Refusal } from "../../../core/operation.ts";
import type { CloudContext } from "../../../core/cloud-context.ts";
import type { ResourceStore } from "../resource-store.ts";
import type { ResourceKind, ResourceType } from "../resource-type.ts";
import { dictionary, flag, oneOf, structure, text } from "../shape.ts";
import { botApiVersions } from "./bot.ts";

/** Channels of a bot. Of the channels this cloud knows Microsoft Teams. */
const botChannelType: ResourceType = {
  type: "Microsoft.BotService/botServices/channels",
  operation: "arm.botChannels",
  apiVersions: botApiVersions,
  methods: ["GET", "PUT", "PATCH", "DELETE", "LIST"],
  scope: "group",
  location: "region-or-global",
  name: {
    pattern: /^MsTeamsChannel$/,
    code: "InvalidChannelData",
    message: (name) => `Channel '${name}' is not simulated: this cloud has MsTeamsChannel only.`,
  },
  hasSystemData: false,
  body: structure({
    tags: dictionary(text()),
    location: text({ required: true }),
    kind: oneOf(["sdk", "designer", "bot", "function", "azurebot"], { nullable: true }),
    etag: text(),
    sku: structure({ name: oneOf(["F0", "S1"], { required: true }), tier: text({ readOnly: true }) }),
    properties: structure(
      {
        channelName: oneOf(["MsTeamsChannel"], { required: true }),
        etag: text({ nullable: true }),
        location: text({ initial: "global" }),
        provisioningState: text({ readOnly: true }),
        properties: structure(
          {
            isEnabled: flag({ required: true }),
            enableCalling: flag({ initial: false }),
            callingWebhook: text({ formerly: "callingWebHook" }), // until 2021-05-01-preview, which azurerm sends
            incomingCallRoute: text(),
            deploymentEnvironment: oneOf(["FallbackDeploymentEnvironment", "CommercialDeployment", "GCCModerateDeployment"], {
              initial: "FallbackDeploymentEnvironment",
            }),
            acceptedTerms: flag({ nullable: true }),
          },
          { required: true },
        ),
      },
      { required: true },
    ),
  }),
  write: { createdStatus: 201, style: "none", durationMs: 0 },
  remove: { status: 200, style: "none", durationMs: 0 },
  source:
    "@azure/arm-botservice 4.0.0 models/mappers.ts (BotChannel, MsTeamsChannelProperties); pulumi-azure.md 2 (Channel), read 2026-11-25",
};

/** The Teams channel: a webhook that is an https URL when calling is on; the bot lists the channel as enabled. */
export function botChannelKind(context: CloudContext, resources: ResourceStore): ResourceKind {
  const setChannels = (botId: string, change: (channels: readonly string[]) => readonly string[]): void => {
    const bot = resources.get(botId);
    if (bot === undefined) return;
    const update = (member: string): readonly string[] => change((bot.properties[member] ?? []) as readonly string[]);
    resources.put({
      ...bot,
      properties: { ...bot.properties, configuredChannels: update("configuredChannels"), enabledChannels: update("enabledChannels") },
    });
  };
  return {
    rules: botChannelType,
    behaviour: {
      admit: ({ body }) => {
        const { properties } = body["properties"] as {
          properties: { enableCalling?: boolean; callingWebhook?: string; acceptedTerms?: boolean | null };
        };
        if (properties.callingWebhook !== undefined && !URL.canParse(properties.callingWebhook)) {
          throw new Refusal(
            400,
            "InvalidChannelData",
            "Channel is not valid. Errors: CallingWebhook: The webhook must be an absolute URL.. ",
          ); // ASSUMED: sentence
        }
        if (properties.enableCalling === true && !(properties.callingWebhook ?? "").startsWith("https://")) {
          throw new Refusal(
            400,
            "InvalidChannelData",
            "Channel is not valid. Errors: CallingWebhook: A webhook with https is required when calling is enabled.. ",
          ); // ASSUMED: sentence
        }
      },
      derive: ({ id, body, current }) => {
        setChannels(id.parentId, (channels) => [...new Set([...channels, "msteams"])]);
        const { properties } = body["properties"] as { properties: { callingWebhook?: string } };
        // The service canonicalises the URL (azure-rest-api-specs#18511).
        const callingWebhook = properties.callingWebhook === undefined ? {} : { callingWebhook: new URL(properties.callingWebhook).href };
        return {
          name: `${id.parentId.split("/").at(-1) ?? ""}/${id.name}`,
          etag: `"${context.ids.guid(`channel-etag:${id.id.toLowerCase()}:${String(current?.["etag"])}:${JSON.stringify(body)}`)}"`,
          properties: { properties: callingWebhook },
        };
      },
      removing: (channel) => {
        setChannels(channel.id.split("/").slice(0, -2).join("/"), (channels) => channels.filter((name) => name !== "msteams"));
      },
    },
  };
}
