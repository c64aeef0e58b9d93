// Cannot prove: that other versions of the client ask the same; it is the pinned one, unmodified.
import { after, before, test } from "node:test";
import { ClientSecretCredential } from "@azure/identity";
import { Client, PageIterator } from "@microsoft/microsoft-graph-client";
import { TokenCredentialAuthenticationProvider } from "@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials/index.js";
import { type DirectoryCloud, startDirectoryCloud, tenantId } from "../directory-cloud.ts";
import { judgeAnswers } from "./judge-answers.ts";

let cloud: DirectoryCloud;
let client: Client;
before(async () => {
  cloud = await startDirectoryCloud({
    faults: [
      {
        name: "busy",
        match: { operation: "graph.organization.list" },
        action: { kind: "answer", status: 429, headers: { "retry-after": "1" }, body: {} },
      },
    ],
  });
  const { clientId, clientSecret } = cloud.seed.deployer;
  const credential = new ClientSecretCredential(tenantId, clientId, clientSecret, {
    authorityHost: cloud.origins.login,
    disableInstanceDiscovery: true,
  });
  client = Client.initWithMiddleware({
    baseUrl: `${cloud.origins.graph}/`,
    defaultVersion: "v1.0",
    customHosts: new Set(["localhost"]),
    authProvider: new TokenCredentialAuthenticationProvider(credential, { scopes: [`${cloud.origins.graph}/.default`] }),
  });
});
after(() => cloud.stop());

test("an application goes through its life: create, principal, grant, secret, delete", async (t) => {
  const application = await client.api("/applications").post({ displayName: "life" });
  const principal = await client.api("/servicePrincipals").post({ appId: application.appId });
  const graph = await client.api("/servicePrincipals").filter("displayName eq 'Microsoft Graph'").select("id,appRoles").get();
  const resourceId = graph.value[0].id;
  const appRoleId = graph.value[0].appRoles.find((role: { value: string }) => role.value === "Calls.Initiate.All").id;
  const grant = await client
    .api(`/servicePrincipals/${resourceId}/appRoleAssignedTo`)
    .post({ principalId: principal.id, resourceId, appRoleId });
  const password = await client.api(`/applications/${application.id}/addPassword`).post({ passwordCredential: { displayName: "g1" } });
  await client.api(`/applications/${application.id}`).patch({ notes: "n" });
  const read = await client.api(`/applications/${application.id}`).get();
  await client.api(`/applications/${application.id}`).delete();
  t.assert.deepEqual(
    [grant.principalDisplayName, grant.resourceDisplayName, password.secretText.length, read.notes],
    ["life", "Microsoft Graph", 40, "n"],
  );
});

test("the page iterator goes through every page", async (t) => {
  for (let number = 0; number < 5; number++) await client.api("/applications").post({ displayName: `page ${number}` });
  const names: string[] = [];
  const first = await client.api("/applications").filter("startswith(displayName,'page ')").top(2).get();
  await new PageIterator(client, first, (application: { displayName: string }) => names.push(application.displayName) > 0).iterate();
  t.assert.deepEqual(names, ["page 0", "page 1", "page 2", "page 3", "page 4"]);
});

test("an error carries status, code and message", async (t) => {
  await t.assert.rejects(client.api("/applications").post({ displayName: "x", nope: true }), {
    statusCode: 400,
    code: "Request_BadRequest",
  });
});

test("429 with Retry-After is waited for and then served", async (t) => {
  const organization = await client.api("/organization").get();
  t.assert.deepEqual([organization.value[0].id, cloud.faults.neverFired()], [tenantId, []]);
});

test("every answer of v1.0 is one that Microsoft's published types allow", (t) => {
  t.assert.deepEqual(judgeAnswers(cloud.transcript.exchanges()), []);
});
