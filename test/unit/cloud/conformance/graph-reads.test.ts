// Proves that @microsoft/microsoft-graph-client, unmodified, reads every collection and entity of the directory, in v1.0 and
// beta. Cannot prove what is in them: ../graph has a test for each.
import { after, before, describe, it } from "node:test";
import type { TestContext } from "node:test";
import { Client } from "@microsoft/microsoft-graph-client";
import { TokenCredentialAuthenticationProvider } from "@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials/index.js";
import { type AzureFixture, startAzureFixture } from "../arm/azure-fixture.ts";
import { judgeAnswers } from "../graph/judge-answers.ts";

const ada = "b1d7c3e5-2f4a-4b6c-8d9e-0a1b2c3d4e5f";
const operators = "c1d7c3e5-2f4a-4b6c-8d9e-0a1b2c3d4e5f";
let azure: AzureFixture;
let client: Client;
let application: { readonly id: string };
let principal: { readonly id: string };
before(async () => {
  azure = await startAzureFixture({
    seed: { users: [{ objectId: ada }], groups: [{ objectId: operators, memberObjectIds: [ada] }] },
  });
  const { graph } = azure.cloud.description;
  client = Client.initWithMiddleware({
    baseUrl: `${graph}/`,
    customHosts: new Set(["localhost"]),
    authProvider: new TokenCredentialAuthenticationProvider(azure.deployer, { scopes: [`${graph}/.default`] }),
  });
  const made = await client.api("/applications").post({ displayName: "read" });
  application = made;
  principal = await client.api("/servicePrincipals").post({ appId: made.appId });
});
after(() => azure.cloud.stop());

/** What stands for the key in a path, by its collection. */
const keyOf = (path: string): string => {
  if (path.startsWith("/applications")) return application.id;
  if (path.startsWith("/servicePrincipals")) return principal.id;
  return path.startsWith("/users") ? ada : operators;
};

const collections = [
  "/applications",
  "/servicePrincipals",
  "/users",
  "/groups",
  "/organization",
  "/domains",
  "/directory/deletedItems/microsoft.graph.application",
  "/directory/deletedItems/microsoft.graph.servicePrincipal",
  "/directory/deletedItems/microsoft.graph.user",
  "/directory/deletedItems/microsoft.graph.group",
  "/applications/{key}/owners",
  "/applications/{key}/federatedIdentityCredentials",
  "/servicePrincipals/{key}/owners",
  "/servicePrincipals/{key}/appRoleAssignedTo",
  "/servicePrincipals/{key}/appRoleAssignments",
  "/servicePrincipals/{key}/memberOf",
  "/users/{key}/appRoleAssignments",
  "/users/{key}/memberOf",
  "/groups/{key}/appRoleAssignments",
  "/groups/{key}/members",
  "/groups/{key}/memberOf",
  "/users/{key}/transitiveMemberOf",
  "/servicePrincipals/{key}/transitiveMemberOf/microsoft.graph.group",
  "/servicePrincipals/{key}/oauth2PermissionGrants",
  "/servicePrincipals/{key}/claimsMappingPolicies",
  "/applications/{key}/extensionProperties",
  "/applicationTemplates",
  "/directoryRoles",
  "/oauth2PermissionGrants",
  "/roleManagement/directory/roleAssignments",
  "/roleManagement/directory/roleDefinitions",
];
const entities = ["/applications/{key}", "/servicePrincipals/{key}", "/users/{key}", "/groups/{key}"];

for (const version of ["v1.0", "beta"]) {
  describe(version, () => {
    for (const path of collections) {
      it(`lists ${path} with its context`, async (t: TestContext) => {
        const answer = await client
          .api(path.replace("{key}", keyOf(path)))
          .version(version)
          .get();
        t.assert.ok(Array.isArray(answer.value));
        t.assert.match(answer["@odata.context"], new RegExp(`/${version.replace(".", "\\.")}/\\$metadata#`));
      });
    }

    for (const path of entities) {
      it(`reads ${path} and counts its collection`, async (t: TestContext) => {
        const entity = await client
          .api(path.replace("{key}", keyOf(path)))
          .version(version)
          .get();
        t.assert.strictEqual(entity.id, keyOf(path));
        const count = await client.api(path.replace("{key}", "$count")).version(version).header("ConsistencyLevel", "eventual").get();
        t.assert.ok(Number(count) > 0);
      });
    }

    it("reads directory objects by id, one and several", async (t: TestContext) => {
      t.assert.strictEqual((await client.api(`/directoryObjects/${ada}`).version(version).get())["@odata.type"], "#microsoft.graph.user");
      const several = await client
        .api("/directoryObjects/getByIds")
        .version(version)
        .post({ ids: [ada, operators] });
      t.assert.strictEqual(several.value.length, 2);
    });
  });
}

it("gets answers that Microsoft's published types allow", (t: TestContext) => {
  t.assert.deepEqual(judgeAnswers(azure.cloud.context.transcript.exchanges()), []);
});
