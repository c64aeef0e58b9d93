// Proves that the gate decides by token and role before Azurite sees a request, with Microsoft's own table client.
// Cannot prove Azure's own throttling, nor its consistency: Azurite answers from memory.
import { AzureNamedKeyCredential, TableClient } from "@azure/data-tables";
import { after, before, it } from "node:test";
import type { TestContext } from "node:test";
import type { AzureFixture } from "../arm/azure-fixture.ts";
import { readerObjectId, roleDefinition, startAzureFixture, subscriptionScope } from "../arm/azure-fixture.ts";

const group = `${subscriptionScope}/resourceGroups/tables`;
const tableDataReader = "76199698-9eea-4c19-bc75-cec21354c6b6";
const tableDataContributor = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3";

let azure: AzureFixture;
let endpoint: string;
let writer: TableClient;
let reader: TableClient;
before(async () => {
  azure = await startAzureFixture();
  await azure.put(`${group}?api-version=2024-03-01`, { location: "swedencentral" });
  const accountId = `${group}/providers/Microsoft.Storage/storageAccounts/tables01`;
  const account = await azure.put(`${accountId}?api-version=2024-01-01`, {
    location: "swedencentral",
    kind: "StorageV2",
    sku: { name: "Standard_LRS" },
    properties: { allowSharedKeyAccess: false },
  });
  endpoint = account.properties.primaryEndpoints.table;
  const table = await azure.put(`${accountId}/tableServices/default/tables/rows?api-version=2024-01-01`, { properties: {} });
  await azure.put(`${accountId}/tableServices/default/tables/secretrows?api-version=2024-01-01`, { properties: {} });
  await assign(table.id, tableDataContributor, azure.cloud.description.deployer.objectId, "6f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e40");
  await assign(table.id, tableDataReader, readerObjectId, "6f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e41");
  writer = new TableClient(endpoint, "rows", azure.deployer);
  reader = new TableClient(endpoint, "rows", azure.reader);
});
after(() => azure.cloud.stop());

async function assign(scope: string, role: string, principalId: string, name: string): Promise<void> {
  await azure.put(`${scope}/providers/Microsoft.Authorization/roleAssignments/${name}?api-version=2022-04-01`, {
    properties: { roleDefinitionId: roleDefinition(role), principalId, principalType: "ServicePrincipal" },
  });
}

it("stores and returns an entity, whatever its keys hold that a URL must escape", async (t: TestContext) => {
  const partitionKey = "a b'c=d,e$f+g%h";
  await writer.createEntity({ partitionKey, rowKey: "1", body: Buffer.from("bytes"), count: 3 });
  const found = await reader.getEntity<{ body: Uint8Array; count: number }>(partitionKey, "1");
  t.assert.deepStrictEqual(
    { partitionKey: found.partitionKey, body: Buffer.from(found.body).toString(), count: found.count },
    { partitionKey, body: "bytes", count: 3 },
  );
});

it("refuses a second entity with the same keys as the table service does", async (t: TestContext) => {
  await writer.createEntity({ partitionKey: "twice", rowKey: "1" });
  await t.assert.rejects(
    writer.createEntity({ partitionKey: "twice", rowKey: "1" }),
    (error: { statusCode: number; details: { odataError: { code: string } } }) => {
      t.assert.deepStrictEqual(
        { status: error.statusCode, code: error.details.odataError.code },
        { status: 409, code: "EntityAlreadyExists" },
      );
      return true;
    },
  );
});

it("filters, pages, merges, replaces, deletes and runs transactions for who may write", async (t: TestContext) => {
  await writer.submitTransaction([
    ["create", { partitionKey: "many", rowKey: "1", n: 1 }],
    ["create", { partitionKey: "many", rowKey: "2", n: 2 }],
    ["upsert", { partitionKey: "many", rowKey: "3", n: 3 }, "Replace"],
  ]);
  await writer.updateEntity({ partitionKey: "many", rowKey: "2", n: 20 }, "Merge");
  await writer.deleteEntity("many", "3");
  const rows: unknown[] = [];
  for await (const page of reader
    .listEntities<{ n: number }>({ queryOptions: { filter: "PartitionKey eq 'many'" } })
    .byPage({ maxPageSize: 1 }))
    rows.push(page.map(({ rowKey, n }) => ({ rowKey, n })));
  t.assert.deepStrictEqual(rows, [[{ rowKey: "1", n: 1 }], [{ rowKey: "2", n: 20 }]]);
});

it("lets a reader read its table, and neither write it nor read another", async (t: TestContext) => {
  await t.assert.rejects(reader.createEntity({ partitionKey: "no", rowKey: "1" }), refusal(403, "AuthorizationPermissionMismatch"));
  await t.assert.rejects(reader.submitTransaction([["create", { partitionKey: "no", rowKey: "1" }]]), { statusCode: 403 });
  await t.assert.rejects(
    new TableClient(endpoint, "secretrows", azure.reader).getEntity("a", "b"),
    refusal(403, "AuthorizationPermissionMismatch"),
  );
});

it("does not take Owner of the subscription for a right to data", async (t: TestContext) => {
  await t.assert.rejects(
    new TableClient(endpoint, "secretrows", azure.deployer).getEntity("a", "b"),
    refusal(403, "AuthorizationPermissionMismatch"),
  );
});

it("refuses a shared key where the account has them off", async (t: TestContext) => {
  const keyed = new TableClient(endpoint, "rows", new AzureNamedKeyCredential("tables01", Buffer.from("key").toString("base64")));
  await t.assert.rejects(keyed.getEntity("a", "b"), refusal(403, "KeyBasedAuthenticationNotPermitted"));
});

it("asks a request without a token for one", async (t: TestContext) => {
  const response = await fetch(`${endpoint}rows()`);
  t.assert.deepStrictEqual(
    { status: response.status, challenge: response.headers.get("www-authenticate")?.split(" ")[0] },
    { status: 401, challenge: "Bearer" },
  );
});

it("has a table no more once ARM deleted it", async (t: TestContext) => {
  const path = `${group}/providers/Microsoft.Storage/storageAccounts/tables01/tableServices/default/tables/gone?api-version=2024-01-01`;
  const table = await azure.put(path, { properties: {} });
  await assign(table.id, tableDataReader, readerObjectId, "6f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e42");
  const client = new TableClient(endpoint, "gone", azure.reader);
  await t.assert.rejects(client.getEntity("a", "b"), refusal(404, "ResourceNotFound"));
  t.assert.strictEqual((await azure.arm("DELETE", path)).status, 204);
  await t.assert.rejects(client.getEntity("a", "b"), { statusCode: 403 });
});

function refusal(statusCode: number, code: string): (error: { statusCode: number; message: string }) => boolean {
  return (error) => error.statusCode === statusCode && error.message.includes(code);
}
