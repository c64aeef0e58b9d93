/** Cannot prove: that Azure takes the names; the simulated cloud has the patterns of its own. */
import { describe, test, type TestContext } from "node:test";
import { toNames } from "../../../../scripts/bootstrap/names.ts";
import { subscriptionId } from "./bootstrap-fixture.ts";

describe("what bootstrap calls things", () => {
  test("is another for every stack of a subscription, whatever its name", (t: TestContext) => {
    const stacks = ["prod", "Prod", "prod.eu", "prod-eu", "prod_eu", `${"x".repeat(60)}1`, `${"x".repeat(60)}2`];
    const made = stacks.map((stackName) => toNames(stackName, subscriptionId, "public"));
    for (const key of ["baseGroup", "stateAccount", "stateVault", "deployIdentity", "previewIdentity"] as const)
      t.assert.strictEqual(new Set(made.map((names) => names[key].toLowerCase())).size, stacks.length, key);
  });

  test("is what Azure takes", (t: TestContext) => {
    for (const stackName of ["prod", "1", "A._-", "x".repeat(100)]) {
      const names = toNames(stackName, subscriptionId, "public");
      t.assert.match(names.stateAccount, /^[a-z0-9]{3,24}$/);
      t.assert.match(names.stateVault, /^[a-z](?:-?[a-z0-9]+)*$/);
      t.assert.ok(names.stateVault.length <= 24);
      t.assert.match(names.baseGroup, /^[a-z0-9](?:-?[a-z0-9]+)*$/);
      t.assert.match(names.deployIdentity, /^[a-z0-9][\w-]{2,127}$/);
    }
  });

  test("is the same for the same stack, however its subscription is written", (t: TestContext) => {
    t.assert.deepStrictEqual(toNames("prod", subscriptionId.toUpperCase(), "public"), toNames("prod", subscriptionId, "public"));
  });
});
