// What became of a create that was cut short, asked of a cloud of tables. Cannot prove what Microsoft answers; the
// stories engine-killed and second-application ask the simulated cloud.
import { describe, test, type TestContext } from "node:test";
import { findCreated } from "../../../../scripts/recover/find-created.ts";
import { entraTypes } from "../../../../scripts/recover/stack-state.ts";
import { createMemoryCloud } from "./memory-cloud.ts";

const subscriptionId = "1c9b7a65-4d3e-4f2a-8b1c-0d9e8f7a6b5c";
const byName = "/v1.0/applications?$filter=displayName eq 'O''Hara'";
const halfMade = "/v1.0/applications?$filter=startswith(displayName,'TERRAFORM_UPDATE_')";
const ourAccess = [{ resourceAccess: [{ id: "284383ee-7f6e-4e40-a2a8-e85dcb029101" }] }];

function pending(type: string, inputs: Readonly<Record<string, unknown>>) {
  return { urn: `urn:pulumi:dev::dialtone::${type}::thing`, type, custom: true, inputs };
}

describe("a create that was cut short", () => {
  test("an application that is there under its name is taken over, with a quote in the name escaped", async (t: TestContext) => {
    const cloud = createMemoryCloud({ lists: { [byName]: [{ id: "a1" }] } });
    t.assert.deepStrictEqual(await findCreated(cloud, {}, pending(entraTypes.application, { displayName: "O'Hara" }), subscriptionId), {
      kind: "made",
      resourceId: "/applications/a1",
    });
  });

  test("an application that has the provider's own name for a moment, and our one permission, is taken over", async (t: TestContext) => {
    const strange = { id: "a2", requiredResourceAccess: [{ resourceAccess: [{ id: "another" }] }] };
    const cloud = createMemoryCloud({ lists: { [halfMade]: [strange, { id: "a3", requiredResourceAccess: ourAccess }] } });
    t.assert.deepStrictEqual(await findCreated(cloud, {}, pending(entraTypes.application, { displayName: "O'Hara" }), subscriptionId), {
      kind: "made",
      resourceId: "/applications/a3",
    });
  });

  test("an application that the state has already is not taken over again", async (t: TestContext) => {
    const cloud = createMemoryCloud({ lists: { [byName]: [{ id: "a1" }] } });
    const state = { resources: [{ ...pending(entraTypes.application, {}), id: "/applications/a1" }] };
    t.assert.deepStrictEqual(await findCreated(cloud, state, pending(entraTypes.application, { displayName: "O'Hara" }), subscriptionId), {
      kind: "forget",
      why: "no application of that name",
    });
  });

  test("a client secret of that name that the state does not know is removed, and no other", async (t: TestContext) => {
    const passwordCredentials = [
      { keyId: "k1", displayName: "g1" },
      { keyId: "k2", displayName: "g1" },
      { keyId: "k3", displayName: "somebody's" },
    ];
    const cloud = createMemoryCloud({ objects: { "/v1.0/applications/a1": { passwordCredentials } } });
    const state = { resources: [{ ...pending(entraTypes.password, {}), id: "a1/password/k1" }] };
    const fate = await findCreated(
      cloud,
      state,
      pending(entraTypes.password, { applicationId: "/applications/a1", displayName: "g1" }),
      subscriptionId,
    );
    t.assert.deepStrictEqual(fate, { kind: "forget", why: "removed 1 secret that nobody can ever know" });
    t.assert.deepStrictEqual(cloud.posted, [["/v1.0/applications/a1/removePassword", { keyId: "k2" }]]);
  });

  test("a grant is the one of that role on that resource, among the principal's own", async (t: TestContext) => {
    const grants = [
      { id: "g0", resourceId: "another", appRoleId: "r" },
      { id: "g1", resourceId: "graph", appRoleId: "r" },
    ];
    const cloud = createMemoryCloud({ lists: { "/v1.0/servicePrincipals/p1/appRoleAssignments": grants } });
    const inputs = { resourceObjectId: "graph", principalObjectId: "p1", appRoleId: "r" };
    t.assert.deepStrictEqual(await findCreated(cloud, {}, pending(entraTypes.grant, inputs), subscriptionId), {
      kind: "made",
      resourceId: "/servicePrincipals/graph/appRoleAssignedTo/g1",
    });
  });

  test("an Azure resource is looked for under the id that it was to get", async (t: TestContext) => {
    const vault = `/subscriptions/${subscriptionId}/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v`;
    const asked = pending("azure-native:keyvault:Vault", { resourceGroupName: "g", vaultName: "v" });
    t.assert.deepStrictEqual(await findCreated(createMemoryCloud({ exists: [vault] }), {}, asked, subscriptionId), {
      kind: "made",
      resourceId: vault,
    });
    t.assert.deepStrictEqual(await findCreated(createMemoryCloud({}), {}, asked, subscriptionId), {
      kind: "forget",
      why: "it is not there",
    });
  });

  test("a type that a recovery does not know is said by name, and nothing is guessed", async (t: TestContext) => {
    await t.assert.rejects(findCreated(createMemoryCloud({}), {}, pending("azure-native:network:Lb", {}), subscriptionId), {
      message: "thing: a recovery does not know azure-native:network:Lb",
    });
  });
});
