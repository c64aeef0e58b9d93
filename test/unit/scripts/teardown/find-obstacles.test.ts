// What stands in the way of a teardown, from a list that is played. That Azure's list names every resource of a group is
// Microsoft's word: https://learn.microsoft.com/rest/api/resources/resources/list-by-resource-group, read 2026-11-26.
import { test, type TestContext } from "node:test";
import type { DeployerCloud } from "../../../../scripts/lib/deployer-cloud.ts";
import { findObstacles, refuseObstacles } from "../../../../scripts/teardown/find-obstacles.ts";
import type { StackInventory } from "../../../../scripts/teardown/stack-inventory.ts";

const group = "/subscriptions/s/resourceGroups/g";
const storage = `${group}/providers/Microsoft.Storage/storageAccounts/ours`;
const foreign = `${group}/providers/Microsoft.Storage/storageAccounts/theirs`;
const inventory: StackInventory = {
  items: [
    { kind: "resource group", name: "g", cloudId: group, in: "azure", apiVersion: "2024-03-01" },
    { kind: "storage account", name: "ours", cloudId: storage, in: "azure", apiVersion: "2024-01-01" },
  ],
  principalObjectId: undefined,
  protected: ["calling-app"],
  resourceCount: 2,
};

function cloudWith(list: readonly string[] | undefined, status = 200, code = ""): DeployerCloud {
  const answer = { status, headers: new Headers(), text: JSON.stringify({ error: { code, message: "" } }) };
  return {
    list: () => Promise.resolve(list?.map((id) => ({ id }))),
    ask: () => Promise.resolve(answer),
    close: () => Promise.resolve(),
  };
}

test("what others put into the group is told apart from the stack's own, however Azure spells it", async (t: TestContext) => {
  const found = await findObstacles(cloudWith([storage.toUpperCase(), `${storage}/tableServices/default`, foreign]), inventory);
  t.assert.deepStrictEqual(found, { protected: ["calling-app"], foreign: [foreign] });
});

test("both obstacles are told at once, with one command for after them", (t: TestContext) => {
  t.assert.throws(() => refuseObstacles({ protected: ["calling-app"], foreign: [foreign] }, "dev", false), {
    code: "DT_TEARDOWN_FOREIGN",
    saw: `${foreign}\n            and it is protected (protect: true): calling-app`,
    fix: /then: npm run teardown -- --stack dev --yes --unprotect dev$/,
  });
});

test("a group that somebody deleted holds nothing; one in a subscription that the deployer does not see is not known", async (t: TestContext) => {
  t.assert.deepStrictEqual((await findObstacles(cloudWith(undefined, 404, "ResourceGroupNotFound"), inventory)).foreign, []);
  await t.assert.rejects(findObstacles(cloudWith(undefined, 404, "SubscriptionNotFound"), inventory), { code: "DT_UNCERTAIN_RIGHTS" });
});

test("a list that did not come whole is none: the group is not deleted unseen", async (t: TestContext) => {
  for (const status of [200, 403, 429, 503])
    await t.assert.rejects(findObstacles(cloudWith(undefined, status), inventory), { code: "DT_UNCERTAIN_RIGHTS" });
});
