// What `pulumi import` asks of a stand-in: a resource of which only the id is known. What comes back must pass Check as it
// is, and must not make the program's own arguments look like another resource. Cannot prove what the real providers leave
// out: their extraction of inputs was read, not run.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { ProviderCaller } from "./provider-caller.ts";
import { startRig, subscriptionId, tenantId, type Rig } from "./stand-in-rig.ts";

const graphClientId = "00000003-0000-0000-c000-000000000000";
const callsInitiateAll = "284383ee-7f6e-4e40-a2a8-e85dcb029101";
const secretsUser = "4633458b-17de-408a-b874-0445c86b69e6";

let rig: Rig;
before(async () => {
  rig = await startRig();
});
after(() => rig.stop());

interface Imported {
  readonly resourceId: string;
  readonly outputs: Record<string, unknown>;
  readonly inputs: Record<string, unknown>;
  /** Arguments of the program that the imported ones differ from. */
  readonly different: string[];
}

/** Makes it as the program would, then reads it back by its id alone. */
async function importOf(caller: ProviderCaller, type: string, news: Record<string, unknown>): Promise<Imported> {
  const wanted = await caller.check(type, "one", news);
  assert.deepEqual(wanted.failures, []);
  const { resourceId } = await caller.create(type, "one", wanted.inputs);
  const read = await caller.read(type, "one", resourceId, { inputs: {}, outputs: {} });
  assert.equal(read.resourceId, resourceId);
  assert.deepEqual((await caller.check(type, "one", read.inputs, read.inputs)).failures, []);
  const found = await caller.diff(type, "one", read, wanted.inputs);
  assert.deepEqual(found.replaces, []);
  return { resourceId, outputs: read.outputs, inputs: read.inputs, different: Object.keys(found.changes) };
}

describe("an import by id alone", () => {
  test("of what the stack has in Entra differs only in what no cloud can tell", async () => {
    const import_ = (type: string, news: Record<string, unknown>) => importOf(rig.azuread, `azuread:index/${type}`, news);
    const me = rig.cloud.description.deployer.objectId;
    const app = await import_("application:Application", {
      displayName: "Imported",
      api: { requestedAccessTokenVersion: 2 },
      notes: "Dialtone stack dev",
      owners: [me],
      preventDuplicateNames: true,
      requiredResourceAccesses: [{ resourceAppId: graphClientId, resourceAccesses: [{ id: callsInitiateAll, type: "Role" }] }],
      signInAudience: "AzureADMyOrg",
    });
    assert.deepEqual(app.different, ["preventDuplicateNames"]);
    assert.deepEqual(app.inputs, {
      api: { requestedAccessTokenVersion: 2 },
      displayName: "Imported",
      notes: "Dialtone stack dev",
      owners: [me],
      requiredResourceAccesses: [{ resourceAppId: graphClientId, resourceAccesses: [{ id: callsInitiateAll, type: "Role" }] }],
    });
    const principal = await import_("servicePrincipal:ServicePrincipal", {
      clientId: app.outputs["clientId"],
      owners: [me],
      useExisting: true,
    });
    assert.deepEqual(principal.different, ["useExisting"]);
    const graph = await rig.azuread.invoke("azuread:index/getServicePrincipal:getServicePrincipal", { clientId: graphClientId });
    const grant = await import_("appRoleAssignment:AppRoleAssignment", {
      appRoleId: callsInitiateAll,
      principalObjectId: principal.outputs["objectId"],
      resourceObjectId: graph["objectId"],
    });
    assert.deepEqual(grant.different, []);
    const applicationId = app.resourceId;
    const password = await import_("applicationPassword:ApplicationPassword", {
      applicationId,
      displayName: "g1",
      endDate: "2027-02-01T00:00:00Z",
    });
    assert.deepEqual([password.different, password.outputs["value"]], [[], undefined]);
    const federated = await import_("applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential", {
      applicationId,
      audiences: ["api://AzureADTokenExchange"],
      displayName: "pipeline",
      issuer: "https://token.actions.githubusercontent.com",
      subject: "repo:contoso/calls:environment:dev",
    });
    assert.deepEqual(federated.different, []);
  });

  test("of what the stack has in Azure is no other resource", async () => {
    const import_ = (type: string, news: Record<string, unknown>) => importOf(rig.azureNative, `azure-native:${type}`, news);
    const group = await import_("resources:ResourceGroup", { location: "swedencentral", tags: { team: "voice" } });
    assert.deepEqual(group.different, []);
    const inGroup = { resourceGroupName: group.outputs["name"] };
    const identity = await import_("managedidentity:UserAssignedIdentity", inGroup);
    const vault = await import_("keyvault:Vault", {
      ...inGroup,
      properties: { tenantId, sku: { family: "A", name: "standard" }, enableRbacAuthorization: true, publicNetworkAccess: "Enabled" },
    });
    const secret = await import_("keyvault:Secret", {
      ...inGroup,
      vaultName: vault.outputs["name"],
      secretName: "calls",
      properties: { value: "not-for-anybody", contentType: "text" },
    });
    assert.ok(secret.different.includes("properties.value"), "no cloud tells a secret");
    const grant = await import_("authorization:RoleAssignment", {
      scope: vault.resourceId,
      principalId: identity.outputs["principalId"],
      principalType: "ServicePrincipal",
      roleDefinitionId: `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${secretsUser}`,
    });
    assert.deepEqual(grant.different, []);
    const account = await import_("storage:StorageAccount", {
      ...inGroup,
      accountName: "importedstore",
      kind: "StorageV2",
      sku: { name: "Standard_LRS" },
      allowSharedKeyAccess: false,
    });
    await import_("storage:Table", { ...inGroup, accountName: account.outputs["name"], tableName: "notifications" });
  });

  test("of an id that is another type's, or none, is refused with the form that it has to have", async () => {
    const nothing = { inputs: {}, outputs: {} };
    const application = "azuread:index/application:Application";
    for (const id of ["", "00000000-0000-4000-8000-000000000000", "/applications/..", "/applications/a/owners"]) {
      await assert.rejects(rig.azuread.read(application, "one", id, nothing), /parsing the id ".*": expected \/applications\/\{objectId\}/);
    }
    const account = `/subscriptions/${subscriptionId}/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/s`;
    await assert.rejects(
      rig.azureNative.read("azure-native:keyvault:Vault", "one", account, nothing),
      /expected .*\/vaults\/\{vaultName\}/,
    );
    const gone = `/subscriptions/${subscriptionId}/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v`;
    assert.equal((await rig.azureNative.read("azure-native:keyvault:Vault", "one", gone, nothing)).resourceId, "");
  });
});
