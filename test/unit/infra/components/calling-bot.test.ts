// CallingBot on the SDK's mock monitor. Cannot prove that Azure Bot Service accepts the values, nor that Teams calls.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { CallingBot } from "../../../../infra/components/calling-bot.ts";
import { loadCloud } from "../../../../infra/contract/cloud.ts";
import { toRoleAssignmentName } from "../../../../infra/contract/role-assignment-name.ts";
import { ids, recordRun, type Recording } from "./recorded-run.ts";
import { inGroup, publicCloud, roleDefinitionId } from "./standing.ts";

async function record(cloud = publicCloud): Promise<Recording> {
  return recordRun(() => {
    const host = new pulumi.ComponentResource("test:index:Host", "host");
    const { botName, botResourceId } = new CallingBot("dialtone-bot", {
      ...inGroup,
      displayName: "Dialtone dev",
      clientId: ids.client,
      callbackUrl: "https://callback.test/api/calls/callback",
      hostReady: host,
      cloud,
    });
    return { botName, botResourceId };
  });
}

describe("a bot in the public cloud", () => {
  let run: Recording;
  before(async () => {
    run = await record();
  });

  test("is a single-tenant bot with the application's client id, without keys", () => {
    assert.deepEqual(run.named("dialtone-bot").inputs, {
      resourceGroupName: "dialtone0badc0de",
      location: "global",
      kind: "azurebot",
      sku: { name: "F0" },
      properties: {
        displayName: "Dialtone dev",
        endpoint: "https://callback.test/api/calls/callback",
        msaAppId: ids.client,
        msaAppType: "SingleTenant",
        msaAppTenantId: ids.tenant,
        disableLocalAuth: true,
        // The SDK's own defaults.
        iconUrl: "",
        isCmekEnabled: false,
        isStreamingSupported: false,
        publicNetworkAccess: "Enabled",
      },
    });
  });

  test("has one channel, Teams, with calling on and the one callback URL", () => {
    assert.deepEqual(
      run.ofType("azure-native:botservice:Channel").map(({ name, inputs }) => [name, inputs]),
      [
        [
          "dialtone-bot-teams",
          {
            resourceGroupName: "dialtone0badc0de",
            resourceName: "dialtone-bot",
            channelName: "MsTeamsChannel",
            location: "global",
            properties: {
              channelName: "MsTeamsChannel",
              location: "global",
              properties: {
                isEnabled: true,
                acceptedTerms: true,
                enableCalling: true,
                callingWebhook: "https://callback.test/api/calls/callback",
                incomingCallRoute: "graphPma",
                deploymentEnvironment: "CommercialDeployment",
              },
            },
          },
        ],
      ],
    );
  });

  test("replaces the channel by deleting it first, as there can be one", () => {
    assert.equal(run.named("dialtone-bot-teams").deleteBeforeReplace, true);
  });

  test("lets each operator read the bot, and says what kind of principal it is", () => {
    const scope = `/subscriptions/${ids.subscription}/dialtone-bot`;
    const role = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    assert.deepEqual(
      run.ofType("azure-native:authorization:RoleAssignment").map(({ inputs }) => inputs),
      [
        [ids.operator, "User"],
        [ids.group, "Group"],
      ].map(([principalId = "", principalType]) => ({
        scope,
        roleDefinitionId: roleDefinitionId(role),
        principalId,
        principalType,
        description: "Dialtone operator: reads the bot and its Teams channel",
        roleAssignmentName: toRoleAssignmentName(scope, role, principalId),
      })),
    );
  });

  test("makes every child a child of the component", () => {
    assert.deepEqual(
      [...new Set(run.resources.filter(({ type }) => type.startsWith("azure-native:")).map(({ parent }) => parent))],
      ["dialtone:index:CallingBot dialtone-bot"],
    );
  });

  test("shows its name and its ARM id", () => {
    assert.deepEqual(run.outputs, { botName: "dialtone-bot", botResourceId: `/subscriptions/${ids.subscription}/dialtone-bot` });
  });
});

test("deploys the channel for government tenants in the US Government cloud", async () => {
  const run = await record(loadCloud("usgov", {}));
  const { properties } = run.named("dialtone-bot-teams").inputs["properties"] as { properties: Record<string, unknown> };
  assert.equal(properties["deploymentEnvironment"], "GCCModerateDeployment");
});
