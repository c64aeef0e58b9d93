// Proves that @microsoft/microsoft-graph-client, unmodified, gets what it asks for beyond plain CRUD (which
// ../graph/official-client.test.ts has): batches, $expand, $count, advanced filters, references, the recycle bin.
// Cannot prove: that Microsoft Graph answers a batch's steps in this order; the order is ASSUMED.
import { after, before, describe, it } from "node:test";
import type { TestContext } from "node:test";
import { BatchRequestContent, BatchResponseContent, Client } from "@microsoft/microsoft-graph-client";
import { TokenCredentialAuthenticationProvider } from "@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials/index.js";
import { type AzureFixture, startAzureFixture } from "../arm/azure-fixture.ts";

const callsInitiateAll = "284383ee-7f6e-4e40-a2a8-e85dcb029101";
let azure: AzureFixture;
let client: Client;
let graph: string;
before(async () => {
  azure = await startAzureFixture({
    faults: [
      {
        name: "busy",
        match: { operation: "graph.organization.list" },
        action: { kind: "answer", status: 429, headers: { "retry-after": "7" }, body: { error: { code: "TooManyRequests", message: "" } } },
      },
    ],
  });
  graph = azure.cloud.description.graph;
  client = Client.initWithMiddleware({
    baseUrl: `${graph}/`,
    defaultVersion: "v1.0",
    customHosts: new Set(["localhost"]),
    authProvider: new TokenCredentialAuthenticationProvider(azure.deployer, { scopes: [`${graph}/.default`] }),
  });
});
after(() => azure.cloud.stop());

async function postBatch(requests: readonly object[]): Promise<BatchResponseContent> {
  return new BatchResponseContent(await client.api("/$batch").post({ requests }));
}

// oxlint-disable-next-line typescript/no-explicit-any -- what is not there fails its assertion
async function readJson(response: Response | undefined): Promise<any> {
  return response?.json();
}

describe("a batch", () => {
  it("built by the client answers each of its requests, in v1.0 with the caller's token", async (t: TestContext) => {
    const batch = new BatchRequestContent([
      {
        id: "1",
        request: new Request(`${graph}/applications`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ displayName: "batched" }),
        }),
      },
      { id: "2", request: new Request(`${graph}/applications?$filter=displayName eq 'batched'&$select=displayName`), dependsOn: ["1"] },
    ]);
    const content = new BatchResponseContent(await client.api("/$batch").post(await batch.getContent()));
    const [made, found] = [content.getResponseById("1"), content.getResponseById("2")];
    t.assert.deepStrictEqual([made?.status, found?.status], [201, 200]);
    t.assert.deepStrictEqual((await readJson(found)).value, [{ displayName: "batched" }]);
  });

  it("answers a failed step in Graph's own shape, and 424 to what depends on it", async (t: TestContext) => {
    const content = await postBatch([
      { id: "1", method: "GET", url: "/applications/00000000-0000-4000-8000-000000000000" },
      { id: "2", method: "GET", url: "/organization", dependsOn: ["1"] },
    ]);
    const failed = content.getResponseById("1");
    t.assert.strictEqual(failed?.status, 404);
    t.assert.strictEqual((await readJson(failed)).error.code, "Request_ResourceNotFound");
    t.assert.strictEqual(content.getResponseById("2")?.status, 424);
  });

  it("tells the wait of a throttled step in that step", async (t: TestContext) => {
    const answer = (await postBatch([{ id: "1", method: "GET", url: "/organization" }])).getResponseById("1");
    t.assert.deepStrictEqual([answer?.status, answer?.headers.get("retry-after")], [429, "7"]);
  });

  for (const [why, requests] of [
    ["more than 20 requests", Array.from({ length: 21 }, (_, at) => ({ id: String(at), method: "GET", url: "/me" }))],
    [
      "an id used twice",
      [
        { id: "1", method: "GET", url: "/me" },
        { id: "1", method: "GET", url: "/me" },
      ],
    ],
    ["a body without its content type", [{ id: "1", method: "POST", url: "/applications", body: {} }]],
    ["a dependency on a later request", [{ id: "1", method: "GET", url: "/me", dependsOn: ["2"] }]],
    ["an unknown member", [{ id: "1", method: "GET", url: "/me", colour: 1 }]],
  ] as const) {
    it(`with ${why} is refused as a whole`, async (t: TestContext) => {
      await t.assert.rejects(postBatch(requests), { statusCode: 400 });
    });
  }
});

it("counts, and filters by what needs the eventual consistency level", async (t: TestContext) => {
  await client.api("/applications").post({ displayName: "counted a" });
  await client.api("/applications").post({ displayName: "counted b" });
  const page = await client
    .api("/applications")
    .header("ConsistencyLevel", "eventual")
    .count(true)
    .filter("startswith(displayName,'counted')")
    .orderby("displayName desc")
    .select(["displayName"])
    .top(1)
    .get();
  t.assert.deepStrictEqual([page["@odata.count"], page.value], [2, [{ displayName: "counted b" }]]);
  t.assert.match(page["@odata.nextLink"], /\$skiptoken=/);
  const count = await client.api("/servicePrincipals/$count").header("ConsistencyLevel", "eventual").get();
  t.assert.ok(Number(count) > 0);
});

it("expands owners, and adds and removes them by reference", async (t: TestContext) => {
  const { objectId } = azure.cloud.description.deployer;
  const application = await client.api("/applications").post({ displayName: "owned" });
  await client.api(`/applications/${application.id}/owners/$ref`).post({ "@odata.id": `${graph}/v1.0/directoryObjects/${objectId}` });
  const expanded = await client.api(`/applications/${application.id}`).expand("owners($select=id)").select("displayName").get();
  t.assert.deepStrictEqual(
    expanded.owners.map((owner: { id: string }) => owner.id),
    [objectId],
  );
  await client.api(`/applications/${application.id}/owners/${objectId}/$ref`).delete();
  t.assert.deepStrictEqual((await client.api(`/applications/${application.id}/owners`).get()).value, []);
});

it("grants, lists and revokes an app role from both of its ends", async (t: TestContext) => {
  const application = await client.api("/applications").post({ displayName: "granted" });
  const principal = await client.api("/servicePrincipals").post({ appId: application.appId });
  const resource = await client.api("/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')").select("id").get();
  const grant = { principalId: principal.id, resourceId: resource.id, appRoleId: callsInitiateAll };
  const made = await client.api(`/servicePrincipals/${principal.id}/appRoleAssignments`).post(grant);
  const ofPrincipal = await client.api(`/servicePrincipals/${principal.id}/appRoleAssignments`).get();
  const ofResource = await client.api(`/servicePrincipals/${resource.id}/appRoleAssignedTo/${made.id}`).get();
  t.assert.deepStrictEqual([ofPrincipal.value.map((one: { id: string }) => one.id), ofResource.principalId], [[made.id], principal.id]);
  await t.assert.rejects(client.api(`/servicePrincipals/${resource.id}/appRoleAssignedTo`).post(grant), { statusCode: 400 });
  await client.api(`/servicePrincipals/${resource.id}/appRoleAssignedTo/${made.id}`).delete();
  t.assert.deepStrictEqual((await client.api(`/servicePrincipals/${principal.id}/appRoleAssignments`).get()).value, []);
});

it("restores an application from the recycle bin, and deletes it for good", async (t: TestContext) => {
  const application = await client.api("/applications").post({ displayName: "binned" });
  await client.api(`/applications/${application.id}`).delete();
  const bin = await client.api("/directory/deletedItems/microsoft.graph.application").filter("displayName eq 'binned'").get();
  t.assert.strictEqual(bin.value.length, 1);
  await client.api(`/directory/deletedItems/${application.id}/restore`).post({});
  await client.api(`/applications/${application.id}`).delete();
  await client.api(`/directory/deletedItems/${application.id}`).delete();
  await t.assert.rejects(client.api(`/directory/deletedItems/${application.id}`).get(), { statusCode: 404 });
});

it("foresees every request of the client", (t: TestContext) => {
  t.assert.deepStrictEqual(
    azure.cloud.unforeseen().map(({ method, url }) => `${method} ${url}`),
    [],
  );
});
