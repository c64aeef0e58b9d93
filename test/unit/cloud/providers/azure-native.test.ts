// The azure-native stand-in against the simulated ARM: requests, names, diffs, drift, failures (facts/cloud-wire.md 2.3).
// Cannot prove that the plugin sends exactly these: its source was read, the plugin itself cannot be had here.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { startRig, subscriptionId, tenantId, type Rig } from "./stand-in-rig.ts";

const groupType = "azure-native:resources:ResourceGroup";
const identityType = "azure-native:managedidentity:UserAssignedIdentity";
const vaultType = "azure-native:keyvault:Vault";
const secretType = "azure-native:keyvault:Secret";
const storageType = "azure-native:storage:StorageAccount";
const assignmentType = "azure-native:authorization:RoleAssignment";
const botType = "azure-native:botservice:Bot";
const secretMark = "4dabf18193072939515e22adb298388d";
const secretValue = { [secretMark]: "1b47061264138c4ac30d75fd1eb44270", value: "not-for-anybody" };
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

interface Made {
  resourceId: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
}

let rig: Rig;
let group: Made;
let groupId = "";

async function make(type: string, name: string, news: Record<string, unknown>): Promise<Made> {
  const { inputs, failures } = await rig.azureNative.check(type, name, news);
  assert.deepEqual(failures, []);
  return { inputs, ...(await rig.azureNative.create(type, name, inputs)) };
}

function inGroup(extra: Record<string, unknown> = {}): Record<string, unknown> {
  return { resourceGroupName: group.outputs["name"], ...extra };
}

before(async () => {
  rig = await startRig();
  group = await make(groupType, "group", { location: "swedencentral" });
  groupId = group.resourceId;
});
after(() => rig.stop());

describe("azure-native stand-in", () => {
  test("creates with a look, a PUT and a look, under the type's default API version", () => {
    const path = `/subscriptions/${subscriptionId}/resourcegroups/${String(group.outputs["name"])}?api-version=2024-03-01`;
    assert.deepEqual(rig.exchanged(), [`GET ${path}`, `PUT ${path} location`, `GET ${path}`]);
  });

  test("names with eight hexadecimal digits, the same for the same seed, and keeps a name that it gave", async () => {
    const first = await rig.azureNative.check(identityType, "named", inGroup());
    const again = await rig.azureNative.check(identityType, "named", inGroup());
    const kept = await rig.azureNative.check(identityType, "named", inGroup(), { ...first.inputs, resourceName: "named00000000" });
    assert.match(String(first.inputs["resourceName"]), /^named[0-9a-f]{8}$/);
    assert.equal(again.inputs["resourceName"], first.inputs["resourceName"]);
    assert.equal(kept.inputs["resourceName"], "named00000000");
  });

  test("takes the location of the resource group, and does not know it while the group is planned", async () => {
    const { inputs } = await rig.azureNative.check(identityType, "located", inGroup());
    const planned = await rig.azureNative.check(identityType, "located", { resourceGroupName: "not-there-yet" });
    assert.deepEqual([inputs["location"], planned.inputs["location"]], ["swedencentral", unknown]);
  });

  test("follows a long-running create to its end", async () => {
    const account = await make(
      storageType,
      "store",
      inGroup({ kind: "StorageV2", sku: { name: "Standard_LRS" }, enableHttpsTrafficOnly: true }),
    );
    assert.equal(account.outputs["provisioningState"], "Succeeded");
    assert.equal(account.outputs["enableHttpsTrafficOnly"], true);
    assert.match(String((account.outputs["primaryEndpoints"] as Record<string, unknown>)["table"]), /^https:/);
  });

  test("refuses to create what exists", async () => {
    await assert.rejects(rig.azureNative.create(groupType, "group", group.inputs), /cannot create already existing resource/);
  });

  test("gives ARM's code and message when it refuses", async () => {
    const inputs = {
      scope: groupId,
      principalId: tenantId,
      principalType: "ServicePrincipal",
      roleDefinitionId: "nonsense",
      roleAssignmentName: tenantId,
    };
    await assert.rejects(rig.azureNative.create(assignmentType, "refused", inputs), /Status=\d+ Code="\w+" Message=".+"/);
  });

  test("keeps a secret argument secret, and out of the outputs where ARM does not repeat it", async () => {
    const vault = await make(
      vaultType,
      "vault",
      inGroup({ properties: { tenantId, sku: { family: "A", name: "standard" }, enableRbacAuthorization: true } }),
    );
    const secret = await make(
      secretType,
      "secret",
      inGroup({ vaultName: vault.outputs["name"], secretName: "s", properties: { value: secretValue, contentType: "text" } }),
    );
    assert.equal(JSON.stringify(secret.outputs).includes("not-for-anybody"), false);
    assert.equal((secret.inputs["properties"] as Record<string, Record<string, unknown>>)["value"]?.[secretMark], secretValue[secretMark]);
  });

  test("previews arguments and the name as known, and what the cloud makes as unknown", async () => {
    const { inputs } = await rig.azureNative.check(
      vaultType,
      "planned",
      inGroup({ properties: { tenantId, sku: { family: "A", name: "standard" } } }),
    );
    rig.exchanged();
    const { resourceId, outputs } = await rig.azureNative.create(vaultType, "planned", inputs, true);
    const properties = outputs["properties"] as Record<string, unknown>;
    assert.deepEqual(
      [resourceId, outputs["name"], properties["tenantId"], properties["vaultUri"], rig.exchanged()],
      ["", inputs["vaultName"], tenantId, unknown, []],
    );
  });

  test("updates in place what can be, and replaces for a new place, new one first when the name is random", async () => {
    const identity = await make(identityType, "moved", inGroup());
    const tags = await rig.azureNative.diff(identityType, "moved", identity, { ...identity.inputs, tags: { a: "b" } });
    const place = await rig.azureNative.diff(identityType, "moved", identity, { ...identity.inputs, location: "westeurope" });
    const same = await rig.azureNative.diff(identityType, "moved", identity, { ...identity.inputs, location: "Sweden Central" });
    assert.deepEqual(tags, { changes: { tags: 0 }, replaces: [], deleteBeforeReplace: false });
    assert.deepEqual(place, { changes: { location: 5 }, replaces: ["location"], deleteBeforeReplace: false });
    assert.deepEqual(same, { changes: {}, replaces: [], deleteBeforeReplace: false });
  });

  test("deletes first where the program gave the name", async () => {
    const named = await make(identityType, "fixed", inGroup({ resourceName: "fixed-name" }));
    const { deleteBeforeReplace } = await rig.azureNative.diff(identityType, "fixed", named, { ...named.inputs, location: "westeurope" });
    assert.equal(deleteBeforeReplace, true);
  });

  test("sees by a refresh what was changed by hand, and not what the cloud added itself", async () => {
    const app = await rig.azuread.create("azuread:index/application:Application", "app", { displayName: "Bot" });
    const properties = {
      displayName: "Bot",
      endpoint: "https://a.example/api",
      msaAppId: app.outputs["clientId"],
      msaAppType: "SingleTenant",
      msaAppTenantId: tenantId,
    };
    const bot = await make(botType, "bot", inGroup({ location: "global", kind: "azurebot", sku: { name: "F0" }, properties }));
    const untouched = await rig.azureNative.read(botType, "bot", bot.resourceId, bot);
    assert.deepEqual(untouched.inputs, bot.inputs);
    const byHand = { ...bot.inputs, properties: { ...properties, endpoint: "https://elsewhere.example/api" } };
    await rig.azureNative.update(botType, "bot", bot.resourceId, bot, byHand);
    const seen = await rig.azureNative.read(botType, "bot", bot.resourceId, bot);
    const repair = await rig.azureNative.diff(botType, "bot", seen, bot.inputs);
    assert.deepEqual(repair.changes, { "properties.endpoint": 4 });
  });

  test("reads a resource that is gone as gone", async () => {
    const identity = await make(identityType, "gone", inGroup());
    await rig.azureNative.delete(identityType, "gone", identity.resourceId, identity);
    assert.equal((await rig.azureNative.read(identityType, "gone", identity.resourceId, identity)).resourceId, "");
    await rig.azureNative.delete(identityType, "gone", identity.resourceId, identity);
  });

  test("reads a resource to import with the arguments that its id and its body tell", async () => {
    const identity = await make(identityType, "imported", inGroup({ resourceName: "imported-name" }));
    const { inputs } = await rig.azureNative.read(identityType, "imported", identity.resourceId, { inputs: {}, outputs: {} });
    assert.deepEqual(inputs, {
      resourceGroupName: group.outputs["name"],
      resourceName: "imported-name",
      location: "swedencentral",
    });
  });

  test("reports what exists when a create that was accepted fails later", async () => {
    rig.cloud.context.faults.add({
      name: "fails later",
      match: { plane: "arm", method: "PUT" },
      action: { kind: "operation-fails", code: "OperationFailed", message: "it went wrong" },
    });
    const inputs = inGroup({ environmentName: "failing", location: "swedencentral" });
    await assert.rejects(
      rig.azureNative.create("azure-native:app:ManagedEnvironment", "failing", inputs),
      (error: { details: string; metadata: { get: (key: string) => unknown[] } }) => {
        assert.match(error.details, /Code="OperationFailed" Message="it went wrong"/);
        assert.match(String(error.metadata.get("grpc-status-details-bin")[0]), /ErrorResourceInitFailed/);
        return true;
      },
    );
  });

  test("refuses a type, a property at any depth and a function that it does not know, each by its name", async () => {
    await assert.rejects(rig.azureNative.check("azure-native:web:WebApp", "w", {}), /azure-native:web:WebApp is not known/);
    const { failures } = await rig.azureNative.check(
      vaultType,
      "v",
      inGroup({ zones: [], properties: { tenantId, sku: { family: "A", size: 1 } } }),
    );
    assert.deepEqual(failures, [
      `${vaultType} property "properties.sku.size" is not known to the azure-native stand-in`,
      `${vaultType} property "zones" is not known to the azure-native stand-in`,
    ]);
    await assert.rejects(rig.azureNative.invoke("azure-native:storage:listStorageAccountKeys", {}), /listStorageAccountKeys is not known/);
  });

  test("names a required property that is missing", async () => {
    const { failures } = await rig.azureNative.check(storageType, "s", inGroup({ sku: { name: "Standard_LRS" } }));
    assert.deepEqual(failures, ["missing required property 'kind'"]);
  });

  test("knows the caller", async () => {
    const { deployer } = rig.cloud.description;
    assert.deepEqual(await rig.azureNative.invoke("azure-native:authorization:getClientConfig", {}), {
      clientId: deployer.clientId,
      objectId: deployer.objectId,
      subscriptionId,
      tenantId,
    });
  });
});
