// Regions by cloud. Cannot prove that the list is Azure's of today, nor which service is in which of them; both are marked ASSUMED.
import { after, before, describe, test, type TestContext } from "node:test";
import type { NationName } from "../../../cloud/core/nation.ts";
import { startAzureFixture, subscriptionScope, type AzureFixture } from "./azure-fixture.ts";

const expectations: readonly { readonly nation: NationName; readonly own: string; readonly foreign: string }[] = [
  { nation: "public", own: "swedencentral", foreign: "usgovvirginia" },
  { nation: "usgov", own: "usgovvirginia", foreign: "swedencentral" },
  { nation: "usgov-dod", own: "usdodcentral", foreign: "swedencentral" },
];

for (const { nation, own, foreign } of expectations) {
  describe(`in the ${nation} cloud`, () => {
    let fixture: AzureFixture;
    before(async () => {
      fixture = await startAzureFixture({ nation });
    });
    after(() => fixture.cloud.stop());

    const identity = (name: string): string =>
      `${subscriptionScope}/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}?api-version=2023-01-31`;

    test(`a resource in ${own} is taken, and one in ${foreign} refused with the regions that there are`, async (t: TestContext) => {
      await fixture.put(`${subscriptionScope}/resourceGroups/rg?api-version=2021-04-01`, { location: own });
      t.assert.strictEqual((await fixture.arm("PUT", identity("here"), { location: own })).status, 201);
      const { status, body } = await fixture.arm("PUT", identity("there"), { location: foreign });
      t.assert.deepStrictEqual([status, body.error.code], [400, "LocationNotAvailableForResourceType"]);
      const [, available = ""] = /regions for the resource type is '([^']*)'/.exec(body.error.message) ?? [];
      t.assert.ok(available.split(",").includes(own) && !available.split(",").includes(foreign), available);
    });

    test("no region of another cloud is listed", async (t: TestContext) => {
      const { body } = await fixture.arm("GET", `${subscriptionScope}/locations?api-version=2022-12-01`);
      const names = (body.value as { name: string }[]).map(({ name }) => name);
      t.assert.deepStrictEqual([names.includes(own), names.includes(foreign)], [true, false]);
    });
  });
}
