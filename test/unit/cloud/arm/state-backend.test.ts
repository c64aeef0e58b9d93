// What a state backend in Azure is made of, through Microsoft's own clients: blob service, container, vault key.
// Cannot prove what the data planes do with them: this cloud has no blobs, and the key's own tests are elsewhere.
import { KeyVaultManagementClient } from "@azure/arm-keyvault";
import { StorageManagementClient } from "@azure/arm-storage";
import { after, before, describe, it, type TestContext } from "node:test";
import { type AzureFixture, startAzureFixture, subscriptionId, subscriptionScope, tenantId } from "./azure-fixture.ts";

const group = "state";
const account = "dtstateaccount";
const vault = "dtstate-vault";

let azure: AzureFixture;
before(async () => {
  azure = await startAzureFixture();
  const scope = `${subscriptionScope}/resourceGroups/${group}`;
  await azure.put(`${scope}?api-version=2025-04-01`, { location: "swedencentral" });
  await azure.put(`${scope}/providers/Microsoft.Storage/storageAccounts/${account}?api-version=2024-01-01`, {
    location: "swedencentral",
    kind: "StorageV2",
    sku: { name: "Standard_LRS" },
    properties: { allowSharedKeyAccess: false },
  });
  await azure.put(`${scope}/providers/Microsoft.KeyVault/vaults/${vault}?api-version=2024-11-01`, {
    location: "swedencentral",
    properties: { tenantId, sku: { family: "A", name: "standard" }, enableRbacAuthorization: true },
  });
});
after(() => azure.cloud.stop());

describe("@azure/arm-storage", () => {
  const client = (): StorageManagementClient =>
    new StorageManagementClient(azure.deployer, subscriptionId, { ...azure.clientOptions, apiVersion: "2026-04-01" });

  it("finds the blob service with a new account, and switches versions on", async (t: TestContext) => {
    const { blobServices } = client();
    const before = await blobServices.getServiceProperties(group, account);
    t.assert.deepStrictEqual(
      [before.name, before.deleteRetentionPolicy?.enabled, before.isVersioningEnabled],
      ["default", false, undefined],
    );
    await blobServices.setServiceProperties(group, account, {
      isVersioningEnabled: true,
      deleteRetentionPolicy: { enabled: true, days: 30 },
    });
    const found = await blobServices.getServiceProperties(group, account);
    t.assert.deepStrictEqual([found.isVersioningEnabled, found.deleteRetentionPolicy?.days], [true, 30]);
  });

  it("creates, lists and deletes a container", async (t: TestContext) => {
    const { blobContainers } = client();
    await blobContainers.create(group, account, "state", { publicAccess: "None" });
    const names: (string | undefined)[] = [];
    for await (const container of blobContainers.list(group, account)) names.push(container.name);
    t.assert.deepStrictEqual(names, ["state"]);
    await blobContainers.delete(group, account, "state");
    await t.assert.rejects(blobContainers.get(group, account, "state"), { statusCode: 404 });
  });

  it("refuses a container whose name Azure does not take", async (t: TestContext) => {
    await t.assert.rejects(client().blobContainers.create(group, account, "State", {}), { code: "InvalidResourceName" });
  });
});

describe("@azure/arm-keyvault", () => {
  it("makes a key once: the same PUT again is answered with the version that is there", async (t: TestContext) => {
    const { keys } = new KeyVaultManagementClient(azure.deployer, subscriptionId, azure.clientOptions);
    const made = await keys.createIfNotExist(group, vault, "state", {
      properties: { kty: "RSA", keySize: 2048, keyOps: ["encrypt", "decrypt"] },
    });
    const again = await keys.createIfNotExist(group, vault, "state", { properties: { kty: "RSA", keySize: 4096 } });
    t.assert.deepStrictEqual(
      [made.keySize, made.keyOps, again.keyUriWithVersion, again.keySize],
      [2048, ["encrypt", "decrypt"], made.keyUriWithVersion, 2048],
    );
  });

  it("reads a key through Resource Manager with a role of the control plane, which reads nothing in the vault itself", async (t: TestContext) => {
    const { keys } = new KeyVaultManagementClient(azure.deployer, subscriptionId, azure.clientOptions);
    t.assert.strictEqual((await keys.get(group, vault, "state")).kty, "RSA");
    const uri = (await keys.get(group, vault, "state")).keyUri ?? "";
    const { token } = await azure.deployer.getToken("https://vault.azure.net/.default");
    const answer = await fetch(`${uri}?api-version=7.6`, { headers: { authorization: `Bearer ${token}` } });
    t.assert.strictEqual(answer.status, 403);
  });
});
