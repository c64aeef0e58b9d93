/** The Azure Bot that Teams calls through. */
import { Bot } from "@pulumi/azure-native/botservice/bot.js";
import { Channel } from "@pulumi/azure-native/botservice/channel.js";
import * as pulumi from "@pulumi/pulumi";
import type { Cloud } from "../contract/cloud.ts";
import { createOperatorRoleAssignments } from "../lib/role-assignment.ts";
import type { RetryHooks } from "../lib/retry-hooks.ts";
import type { Operator } from "../lib/settings.ts";

export interface CallingBotArgs {
  readonly resourceGroupName: pulumi.Input<string>;
  readonly displayName: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
  /** Client id of the calling app. One application can back one bot only. */
  readonly clientId: pulumi.Input<string>;
  /** The ONE callback URL. */
  readonly callbackUrl: pulumi.Input<string>;
  /** What has to run before Teams is told to call it: the callback host. */
  readonly hostReady: pulumi.Input<pulumi.Resource>;
  readonly cloud: Cloud;
  /** Who may read the bot's registration. */
  readonly operators: readonly Operator[];
  readonly retry: RetryHooks;
}

/**
 * A single-tenant Azure Bot with the application's client id, and its Teams channel with calling on.
 *
 * Does not: publish a Teams app. Pitfall: the bot's name is unique across Azure, and so is its client id.
 */
export class CallingBot extends pulumi.ComponentResource {
  /** ARM id of the bot. */
  public readonly botResourceId: pulumi.Output<string>;
  public readonly botName: pulumi.Output<string>;
  /** Another one whenever Azure wrote the bot or its channel. */
  public readonly revision: pulumi.Output<string>;

  constructor(name: string, args: CallingBotArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dialtone:index:CallingBot", name, {}, opts);
    const bot = new Bot(
      name,
      {
        resourceGroupName: args.resourceGroupName,
        location: "global",
        kind: "azurebot",
        sku: { name: "F0" },
        properties: {
          displayName: args.displayName,
          endpoint: args.callbackUrl,
          msaAppId: args.clientId,
          msaAppType: "SingleTenant",
          msaAppTenantId: args.tenantId,
          // Closes the key-based channels (Direct Line, Web Chat) that every bot is born with. ASSUMED to leave calling
          // alone, which signs with Entra tokens; not seen against a tenant.
          disableLocalAuth: true,
        },
      },
      // Azure refuses to give a bot another identity: an application that had to be made again takes a new bot. And one
      // application has one bot: wherever it is replaced (another region), the old one has to go first.
      { parent: this, replaceOnChanges: ["properties.msaAppId", "properties.msaAppTenantId"], deleteBeforeReplace: true },
    );
    const channel = new Channel(
      `${name}-teams`,
      {
        resourceGroupName: args.resourceGroupName,
        resourceName: bot.name,
        channelName: "MsTeamsChannel",
        location: "global",
        // The inner object goes out exactly as written: the SDK applies no default inside of a union type.
        properties: {
          channelName: "MsTeamsChannel",
          location: "global",
          properties: {
            isEnabled: true,
            acceptedTerms: true,
            enableCalling: true,
            callingWebhook: args.callbackUrl,
            incomingCallRoute: "graphPma",
            deploymentEnvironment: args.cloud.teamsDeploymentEnvironment,
          },
        },
      },
      // One channel of a kind: the old one has to go first.
      { parent: this, deleteBeforeReplace: true, dependsOn: [args.hostReady] },
    );
    createOperatorRoleAssignments(
      `${name}-reader`,
      args.operators,
      {
        scope: bot.id,
        role: "reader",
        subscriptionId: args.subscriptionId,
        description: "Dialtone operator: reads the bot and its Teams channel",
        retry: args.retry,
      },
      this,
    );
    this.botResourceId = bot.id;
    this.botName = bot.name;
    this.revision = pulumi.all([bot.etag, channel.etag]).apply((etags) => etags.join(" "));
    this.registerOutputs({ botResourceId: this.botResourceId, botName: this.botName });
  }
}
