// Proves that @microsoft/microsoft-graph-client, unmodified, goes through a call's life in v1.0 and beta with the one role.
// Cannot prove what Microsoft's media does; nobody hears the prompt.
import { after, before, describe, it } from "node:test";
import type { TestContext } from "node:test";
import { ClientSecretCredential } from "@azure/identity";
import { Client } from "@microsoft/microsoft-graph-client";
import { TokenCredentialAuthenticationProvider } from "@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials/index.js";
import { type AzureFixture, startAzureFixture, subscriptionScope, tenantId } from "../arm/azure-fixture.ts";

const [callee, colleague] = ["b1d7c3e5-2f4a-4b6c-8d9e-0a1b2c3d4e5f", "c1d7c3e5-2f4a-4b6c-8d9e-0a1b2c3d4e5f"];
const clientId = "d1d7c3e5-2f4a-4b6c-8d9e-0a1b2c3d4e5f";
const secret = "a-secret-of-this-test";
let azure: AzureFixture;
let client: Client;
before(async () => {
  azure = await startAzureFixture({
    seed: {
      users: [callee, colleague].map((objectId) => ({ objectId, calling: { kind: "answers", afterMs: 100 } })),
      applications: [{ clientId, displayName: "calls", secrets: [{ value: secret }], graphRoles: ["Calls.Initiate.All"] }],
    },
  });
  const { graph, login } = azure.cloud.description;
  const group = `${subscriptionScope}/resourceGroups/calls`;
  const bot = `${group}/providers/Microsoft.BotService/botServices/calls-bot`;
  await azure.put(`${group}?api-version=2024-03-01`, { location: "swedencentral" });
  await azure.arm("PUT", `${bot}?api-version=2022-09-15`, {
    location: "global",
    kind: "azurebot",
    sku: { name: "F0" },
    properties: {
      displayName: "Bot",
      endpoint: "https://a.test/",
      msaAppId: clientId,
      msaAppType: "SingleTenant",
      msaAppTenantId: tenantId,
    },
  });
  await azure.arm("PUT", `${bot}/channels/MsTeamsChannel?api-version=2022-09-15`, {
    location: "global",
    properties: {
      channelName: "MsTeamsChannel",
      properties: { isEnabled: true, enableCalling: true, callingWebhook: "https://a.test/calls" },
    },
  });
  const credential = new ClientSecretCredential(tenantId, clientId, secret, { authorityHost: login, disableInstanceDiscovery: true });
  client = Client.initWithMiddleware({
    baseUrl: `${graph}/`,
    customHosts: new Set(["localhost"]),
    authProvider: new TokenCredentialAuthenticationProvider(credential, { scopes: [`${graph}/.default`] }),
  });
});
after(() => azure.cloud.stop());

const toTarget = (userId: string): object => ({
  "@odata.type": "#microsoft.graph.invitationParticipantInfo",
  identity: { "@odata.type": "#microsoft.graph.identitySet", user: { "@odata.type": "#microsoft.graph.identity", id: userId } },
});

for (const version of ["v1.0", "beta"]) {
  describe(version, () => {
    const at = (path: string): ReturnType<Client["api"]> => client.api(`/communications/calls${path}`).version(version);
    async function place(): Promise<string> {
      const { id: callId } = await at("").post({
        "@odata.type": "#microsoft.graph.call",
        callbackUri: "https://a.test/calls",
        tenantId,
        targets: [toTarget(callee)],
        requestedModalities: ["audio"],
        mediaConfig: { "@odata.type": "#microsoft.graph.serviceHostedMediaConfig" },
      });
      while ((await at(`/${callId}`).get()).state !== "established") await new Promise((resolve) => setTimeout(resolve, 20));
      return callId;
    }

    it("a call is kept alive, told a prompt, muted and hung up", async (t: TestContext) => {
      const callId = await place();
      await at(`/${callId}/keepAlive`).post({});
      const mediaInfo = { uri: "https://example.com/a.wav", resourceId: callee };
      const playing = await at(`/${callId}/playPrompt`).post({
        clientContext: "c",
        prompts: [{ "@odata.type": "#microsoft.graph.mediaPrompt", mediaInfo }],
      });
      t.assert.deepStrictEqual([playing["@odata.type"], playing.status], ["#microsoft.graph.playPromptOperation", "running"]);
      t.assert.strictEqual((await at(`/${callId}/operations/${playing.id}`).get()).id, playing.id);
      const cancelled = await at(`/${callId}/cancelMediaProcessing`).post({ clientContext: "c" });
      t.assert.strictEqual(cancelled.status, "completed");
      await at(`/${callId}/mute`).post({ clientContext: "c" });
      await at(`/${callId}/unmute`).post({ clientContext: "c" });
      t.assert.ok((await at(`/${callId}/participants`).get()).value.length > 0);
      await at(`/${callId}/contentSharingSessions`).get();
      await at(`/${callId}`).delete();
    });

    it("a call is handed over, and has then ended", async (t: TestContext) => {
      const callId = await place();
      await at(`/${callId}/transfer`).post({ transferTarget: toTarget(colleague) });
      for (;;) {
        try {
          await at(`/${callId}`).get();
        } catch (error) {
          t.assert.strictEqual((error as { statusCode: number }).statusCode, 404);
          t.assert.match((error as Error).message, /Call not found/i);
          break;
        }
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    });

    for (const action of ["participants/invite", "recordResponse", "subscribeToTone", "sendDtmfTones", "answer", "updateRecordingStatus"]) {
      it(`${action} needs a role that the app has not`, async (t: TestContext) => {
        const callId = await place();
        await t.assert.rejects(at(`/${callId}/${action}`).post({}), { statusCode: 403 });
        await at(`/${callId}`).delete();
      });
    }
  });
}
