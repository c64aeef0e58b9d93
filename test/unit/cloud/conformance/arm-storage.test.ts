// Microsoft's own storage client for Resource Manager, unmodified: accounts, their services, tables and containers; and
// lists with $filter, $top and $expand as @azure/arm-resources sends them. Cannot prove which of a service's settings
// Azure answers that nobody has set.
import { ResourceManagementClient } from "@azure/arm-resources";
import { StorageManagementClient } from "@azure/arm-storage";
import { after, before, describe, it } from "node:test";
import type { TestContext } from "node:test";
import { type AzureFixture, startAzureFixture, subscriptionId, subscriptionScope } from "../arm/azure-fixture.ts";

const groupName = "storage";
const location = "westeurope";

async function everything<Item>(pages: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of pages) items.push(item);
  return items;
}

describe("@azure/arm-storage", () => {
  let azure: AzureFixture;
  let storage: StorageManagementClient;
  let resources: ResourceManagementClient;
  before(async () => {
    azure = await startAzureFixture();
    storage = new StorageManagementClient(azure.deployer, subscriptionId, azure.clientOptions);
    resources = new ResourceManagementClient(azure.deployer, subscriptionId, azure.clientOptions);
    await resources.resourceGroups.createOrUpdate(groupName, { location, tags: { owner: "team" } });
    await resources.resourceGroups.createOrUpdate("other", { location });
    await storage.storageAccounts.create(groupName, "conformance01", { location, kind: "StorageV2", sku: { name: "Standard_LRS" } });
  });
  after(() => azure.cloud.stop());

  it("updates an account in one answer", async (t: TestContext) => {
    const updated = await storage.storageAccounts.update(groupName, "conformance01", { tags: { a: "b" }, minimumTlsVersion: "TLS1_2" });
    t.assert.deepStrictEqual([updated.tags, updated.minimumTlsVersion, updated.provisioningState], [{ a: "b" }, "TLS1_2", "Succeeded"]);
  });

  it("makes and changes a table without a body", async (t: TestContext) => {
    t.assert.strictEqual((await storage.table.create(groupName, "conformance01", "calls")).tableName, "calls");
    t.assert.strictEqual((await storage.table.update(groupName, "conformance01", "calls")).tableName, "calls");
    t.assert.deepStrictEqual(
      (await everything(storage.table.list(groupName, "conformance01"))).map(({ name }) => name),
      ["calls"],
    );
  });

  it("reads every service that an account has, and changes one", async (t: TestContext) => {
    const corsRule = { allowedOrigins: ["*"], allowedMethods: ["GET"], maxAgeInSeconds: 1, exposedHeaders: [], allowedHeaders: [] };
    const names = [
      await storage.blobServices.getServiceProperties(groupName, "conformance01"),
      await storage.queueServices.getServiceProperties(groupName, "conformance01"),
      await storage.fileServices.getServiceProperties(groupName, "conformance01"),
    ].map(({ type }) => type);
    await storage.tableServices.setServiceProperties(groupName, "conformance01", { cors: { corsRules: [corsRule] } });
    const { cors } = await storage.tableServices.getServiceProperties(groupName, "conformance01");
    t.assert.deepStrictEqual(cors?.corsRules, [corsRule]);
    t.assert.deepStrictEqual(
      names,
      ["blobServices", "queueServices", "fileServices"].map((service) => `Microsoft.Storage/storageAccounts/${service}`),
    );
  });

  it("lists groups by tag, and no others", async (t: TestContext) => {
    const found = await everything(resources.resourceGroups.list({ filter: "tagName eq 'owner' and tagValue eq 'team'" }));
    t.assert.deepStrictEqual(
      found.map(({ name }) => name),
      [groupName],
    );
  });

  it("pages by $top until nothing is left", async (t: TestContext) => {
    const first = await azure.arm("GET", `${subscriptionScope}/resourceGroups?api-version=2024-03-01&$top=1`);
    t.assert.deepStrictEqual([first.body.value.length, new URL(first.body.nextLink).pathname], [1, `${subscriptionScope}/resourceGroups`]);
    const all = await everything(resources.resourceGroups.list({ top: 1 }));
    t.assert.deepStrictEqual(
      all.map(({ name }) => name),
      [groupName, "other"],
    );
  });

  it("refuses a $top that is no number", async (t: TestContext) => {
    const { status, body } = await azure.arm("GET", `${subscriptionScope}/resourceGroups?api-version=2024-03-01&$top=0`);
    t.assert.deepStrictEqual([status, body.error.code], [400, "InvalidTopInQueryString"]);
  });

  it("tells times and states where $expand asks for them", async (t: TestContext) => {
    const [account] = await everything(
      resources.resources.list({ filter: "name eq 'conformance01'", expand: "createdTime,provisioningState" }),
    );
    t.assert.ok(account?.createdTime instanceof Date);
    t.assert.deepStrictEqual([account.provisioningState, account.changedTime], ["Succeeded", undefined]);
  });
});
