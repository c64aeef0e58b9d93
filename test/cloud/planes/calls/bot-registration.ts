import type { ArmResource, ResourceReader } from "../../core/cloud-context.ts";

/** A bot that may place calls: an Azure Bot with its Teams channel, calling on. */
export interface BotRegistration {
  readonly displayName: string;
  /** Tenant of a single-tenant bot; undefined where the bot names none. */
  readonly tenantId: string | undefined;
  /** Id of the channel resource. */
  readonly channelId: string;
  /** `systemData.lastModifiedAt` of the channel, where it has one. */
  readonly writtenAt: string | undefined;
}

/**
 * The calling registration of an app, or undefined: an Azure Bot whose `msaAppId` is the app, with an `MsTeamsChannel`
 * that is enabled, has calling on and names a webhook.
 * Source: msteams-docs registering-calling-bot.md; causes of 7503 in microsoft-graph-comms-samples issue 432, read 2026-11-23.
 */
export function findBotRegistration(resources: ResourceReader, clientId: string): BotRegistration | undefined {
  const bot = resources
    .list("Microsoft.BotService/botServices")
    .find((resource) => text(resource.properties["msaAppId"])?.toLowerCase() === clientId.toLowerCase());
  if (bot === undefined) return undefined;
  const channel = resources
    .list("Microsoft.BotService/botServices/channels")
    .find((resource) => resource.id.toLowerCase() === `${bot.id}/channels/MsTeamsChannel`.toLowerCase());
  if (channel === undefined || !isCallingOn(channel)) return undefined;
  return {
    displayName: text(bot.properties["displayName"]) ?? bot.name,
    tenantId: text(bot.properties["msaAppTenantId"]),
    channelId: channel.id,
    writtenAt: text((channel["systemData"] as Record<string, unknown> | undefined)?.["lastModifiedAt"]),
  };
}

function isCallingOn(channel: ArmResource): boolean {
  const settings = channel.properties["properties"];
  if (typeof settings !== "object" || settings === null) return false;
  const { isEnabled, enableCalling, callingWebhook } = settings as Record<string, unknown>;
  return isEnabled === true && enableCalling === true && text(callingWebhook) !== undefined;
}

/** A non-empty string, or undefined. */
function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
