// Proves that @azure/identity, unmodified, gets a token of a container app's identity from the endpoint in the app's
// environment. Cannot prove: that the platform gives every app this endpoint; Container Apps documents it.
import { DefaultAzureCredential, ManagedIdentityCredential } from "@azure/identity";
import { after, before, it } from "node:test";
import type { TestContext } from "node:test";
import { request } from "node:https";
import { text } from "node:stream/consumers";
import { decodeToken } from "../../../cloud/core/json-web-token.ts";
import { type AzureFixture, startAzureFixture } from "../arm/azure-fixture.ts";
import { type AppFixture, createAppFixture, dockerfile, server } from "../container-apps/app-fixture.ts";

const api = "api-version=2025-02-02-preview";
const variables = ["IDENTITY_ENDPOINT", "IDENTITY_HEADER", "AZURE_CLIENT_ID"] as const;
let azure: AzureFixture;
let app: AppFixture;
before(async () => {
  azure = await startAzureFixture();
  app = await createAppFixture(azure);
  await app.build("one", { Dockerfile: dockerfile, "server.mjs": server });
  await app.deploy(app.body("one"));
  const { body } = await azure.arm("GET", `${app.appPath}?${api}`);
  const name: string = body.properties.configuration.ingress.fqdn;
  const port = Number(azure.cloud.description.ingress.split(":")[1]);
  const environment = JSON.parse(await readThroughIngress(name, port)) as Record<string, string>;
  for (const variable of variables.slice(0, 2)) process.env[variable] = environment[variable];
});
after(async () => {
  for (const variable of variables) Reflect.deleteProperty(process.env, variable);
  await azure.cloud.stop();
});

/** What the app answers: its own environment. */
function readThroughIngress(name: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, servername: name, headers: { host: name } }, (response) => resolve(text(response)))
      .on("error", reject)
      .end();
  });
}

function toIdentity(token: string): unknown {
  const claims = decodeToken(token)?.claims ?? {};
  return { oid: claims["oid"], aud: claims["aud"] };
}

it("ManagedIdentityCredential gets a token of the identity that it names", async (t: TestContext) => {
  const { token } = await new ManagedIdentityCredential({ clientId: app.identity.properties.clientId }).getToken(
    "https://storage.azure.com/.default",
  );
  t.assert.deepStrictEqual(toIdentity(token), { oid: app.identity.properties.principalId, aud: "https://storage.azure.com" });
});

it("DefaultAzureCredential finds the same identity by its variables", async (t: TestContext) => {
  process.env["AZURE_CLIENT_ID"] = app.identity.properties.clientId;
  const { token } = await new DefaultAzureCredential().getToken("https://vault.azure.net/.default");
  t.assert.deepStrictEqual(toIdentity(token), { oid: app.identity.properties.principalId, aud: "https://vault.azure.net" });
});

it("a token to show in place of a secret is the tenant's own, about the identity", async (t: TestContext) => {
  const identity = new ManagedIdentityCredential({ clientId: app.identity.properties.clientId });
  const { token } = await identity.getToken("api://AzureADTokenExchange/.default");
  const { iss, sub, aud } = decodeToken(token)?.claims ?? {};
  t.assert.deepStrictEqual(
    { iss, sub, aud },
    {
      iss: `${azure.cloud.description.login}/${azure.cloud.description.tenantId}/v2.0`,
      sub: app.identity.properties.principalId,
      aud: "api://AzureADTokenExchange",
    },
  );
  // The government's name for it is not known in the public cloud.
  await t.assert.rejects(identity.getToken("api://AzureADTokenExchangeUSGov/.default"));
});

it("an identity that is not the app's is refused", async (t: TestContext) => {
  await t.assert.rejects(
    new ManagedIdentityCredential({ clientId: "6f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e99" }).getToken("https://storage.azure.com/.default"),
  );
});
