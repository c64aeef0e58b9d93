/** Cannot prove: that the cloud makes something sensible of a seed; test/unit/cloud does. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { loadSeedFile } from "../../../../scripts/cloud/seed-file.ts";
import { createTemporaryDirectory } from "../../../helpers/temporary-directory.ts";

const directory = createTemporaryDirectory();
const objectId = "b1d7c3e5-2f4a-4b6c-8d9e-0a1b2c3d4e5f";

function write(content: unknown): string {
  const file = join(directory, "seed.json");
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

test("tenant and subscription are told apart from what the cloud holds", (t: TestContext) => {
  t.assert.deepStrictEqual(loadSeedFile(write({ tenantId: objectId, users: [{ objectId, displayName: "Ada" }] })), {
    tenantId: objectId,
    subscriptionId: undefined,
    seed: { users: [{ objectId, displayName: "Ada" }] },
  });
});

test("every problem of a seed is named at once, and no value is shown", (t: TestContext) => {
  const file = write({ users: [{ objectId: "hunter2", colour: "s3cret" }], nonsense: 1 });
  t.assert.throws(
    () => loadSeedFile(file),
    (error: Error & { code: string; saw: string }) =>
      error.code === "DT_USAGE_FLAG" &&
      /users\.0\.objectId/.test(error.saw) &&
      /colour/.test(error.saw) &&
      /nonsense/.test(error.saw) &&
      !/hunter2|s3cret/.test(error.message),
  );
});

test("a file that is not JSON, and one that is not there, are said to be so", (t: TestContext) => {
  t.assert.throws(() => loadSeedFile(write("{")), { code: "DT_USAGE_FLAG", saw: "not JSON" });
  t.assert.throws(() => loadSeedFile(join(directory, "absent.json")), { code: "DT_USAGE_FLAG", saw: "ENOENT" });
});

test("what a seed says about itself that cannot be is named by place, all of it at once", (t: TestContext) => {
  const other = "c1d7c3e5-2f4a-4b6c-8d9e-0a1b2c3d4e5f";
  const file = write({
    subscriptionId: objectId,
    users: [{ objectId }, { objectId }],
    groups: [{ objectId: other, memberObjectIds: ["d1d7c3e5-2f4a-4b6c-8d9e-0a1b2c3d4e5f"] }],
    applications: [{ clientId: "00000003-0000-0000-c000-000000000000", displayName: "a", graphRoles: ["Calls.Everything"] }],
    grants: [{ principalObjectId: objectId, resourceClientId: other, roleValue: "x" }],
    armResources: [{ id: `/subscriptions/${other}/resourceGroups/g`, type: "Microsoft.KeyVault/vaults" }],
  });
  t.assert.throws(
    () => loadSeedFile(file),
    (error: Error & { saw: string }) => {
      t.assert.deepStrictEqual(
        error.saw.split("; ").map((problem) => problem.replace(/ \(.*/, "")),
        [
          "users.1.objectId: the same id as users.0.objectId",
          "applications.0.clientId: the same id as Microsoft Graph",
          "groups.0.memberObjectIds.0: nobody in this seed has this object id",
          'applications.0.graphRoles.0: "Calls.Everything" is none of the simulated roles of Microsoft Graph',
          "grants.0.resourceClientId: a seed can grant roles of Microsoft's resources only",
          "armResources.0.type: the id says Microsoft.Resources/resourceGroups",
          "armResources.0.id: not in the seed's subscription",
        ],
      );
      return true;
    },
  );
});

test("what its form is not and what its meaning cannot be are told together", (t: TestContext) => {
  const file = write({
    colour: 1,
    users: [{ objectId: "x" }],
    applications: [{ clientId: objectId, displayName: "a", graphRoles: ["Nope"] }],
  });
  t.assert.throws(
    () => loadSeedFile(file),
    (error: Error & { saw: string }) => {
      t.assert.deepStrictEqual(
        error.saw.split("; ").map((problem) => problem.replace(/ \(.*/, "")),
        [
          "users.0.objectId: Invalid GUID",
          '(all): Unrecognized key: "colour"',
          'applications.0.graphRoles.0: "Nope" is none of the simulated roles of Microsoft Graph',
        ],
      );
      return true;
    },
  );
});
