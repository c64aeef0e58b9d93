// The stand-ins as a client of Pulumi's provider protocol meets them, without the engine between: configuration, ignored
// changes, what a preview keeps secret, a cancel. Cannot prove that the engine asks in this way: test/e2e/engine.test.ts.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { FaultAction } from "../../../cloud/core/fault-rule.ts";
import { startRig, subscriptionId, tenantId, type Rig } from "./stand-in-rig.ts";

const applicationType = "azuread:index/application:Application";
const passwordType = "azuread:index/applicationPassword:ApplicationPassword";
const groupType = "azure-native:resources:ResourceGroup";
const environmentType = "azure-native:app:ManagedEnvironment";
const botType = "azure-native:botservice:Bot";
const secretMark = "4dabf18193072939515e22adb298388d";
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

let rig: Rig;
before(async () => {
  rig = await startRig();
});
after(() => rig.stop());

describe("a stand-in says of itself", () => {
  test("that it takes secrets and naming rules, and neither resources nor outputs", async () => {
    for (const configuration of [rig.azureadConfiguration, rig.azureNativeConfiguration]) {
      const { acceptSecrets, acceptResources, acceptOutputs, supportsAutonamingConfiguration } = await configuration.handshake();
      assert.deepEqual([acceptSecrets, acceptResources, acceptOutputs, supportsAutonamingConfiguration], [true, false, false, true]);
    }
  });

  test("which arguments of its own it does not know", async () => {
    assert.deepEqual(await rig.azureadConfiguration.check({ tenantId, metadataHost: unknown }), []);
    assert.deepEqual(await rig.azureadConfiguration.check({ tenantId, subscriptionId }), ["subscriptionId"]);
    assert.deepEqual(await rig.azureNativeConfiguration.check({ subscriptionId, auxiliaryTenantIds: [] }), ["auxiliaryTenantIds"]);
  });

  test("what of its configuration changed, and that no change makes another provider", async () => {
    const { diff } = rig.azureNativeConfiguration;
    assert.deepEqual(await diff({ tenantId, subscriptionId }, { subscriptionId, tenantId }), { changes: [], replaces: [], isSome: false });
    const changed = await diff({ tenantId, subscriptionId }, { tenantId, subscriptionId: tenantId });
    assert.deepEqual(changed, { changes: ["subscriptionId"], replaces: [], isSome: true });
  });
});

describe("a change that the program ignores", () => {
  test("is none for azuread, though the cloud says otherwise, and an update leaves it alone", async () => {
    const inputs = { displayName: "Ignored", owners: [rig.cloud.description.deployer.objectId], notes: "ours" };
    const made = await rig.azuread.create(applicationType, "ignored", inputs);
    await rig.azuread.update(applicationType, "ignored", made.resourceId, { inputs, ...made }, { ...inputs, notes: "by hand" });
    const read = await rig.azuread.read(applicationType, "ignored", made.resourceId, { inputs, outputs: made.outputs });
    const olds = { inputs, outputs: read.outputs };
    assert.deepEqual(Object.keys((await rig.azuread.diff(applicationType, "ignored", olds, inputs)).changes), ["notes"]);
    assert.deepEqual((await rig.azuread.diff(applicationType, "ignored", olds, inputs, ["notes"])).changes, {});
    const wanted = { ...inputs, displayName: "Renamed" };
    const updated = await rig.azuread.update(applicationType, "ignored", made.resourceId, olds, wanted, ["notes"]);
    assert.deepEqual([updated["displayName"], updated["notes"]], ["Renamed", "by hand"]);
  });

  test("is none for azure-native at any depth, also under a name with a dot", async () => {
    const olds = { location: "global", tags: { "cost.center": "1" }, properties: { endpoint: "https://a.example", displayName: "A" } };
    const news = { location: "global", tags: { "cost.center": "2" }, properties: { endpoint: "https://b.example", displayName: "B" } };
    const diffOf = async (ignored: string[]) =>
      Object.keys((await rig.azureNative.diff(botType, "b", { inputs: olds, outputs: olds }, news, ignored)).changes);
    assert.deepEqual(await diffOf([]), ["properties.displayName", "properties.endpoint", 'tags["cost.center"]']);
    assert.deepEqual(await diffOf(["properties.endpoint", 'tags["cost.center"]']), ["properties.displayName"]);
    assert.deepEqual(await diffOf(["properties.*", "tags"]), []);
  });

  test("is not sent by an update of azure-native", async () => {
    const group = { resourceGroupName: "ignored-group", location: "swedencentral", tags: { a: "1" } };
    const made = await rig.azureNative.create(groupType, "ignored-group", group);
    const olds = { inputs: group, outputs: made.outputs };
    const news = { ...group, tags: { a: "2", b: "3" } };
    const updated = await rig.azureNative.update(groupType, "ignored-group", made.resourceId, olds, news, ["tags.a"]);
    assert.deepEqual(updated["tags"], { a: "1", b: "3" });
  });
});

describe("a preview", () => {
  test("keeps the text of a client secret secret, before there is any", async () => {
    const { outputs } = await rig.azuread.create(passwordType, "planned", { applicationId: unknown, displayName: "g1" }, true);
    assert.deepEqual([(outputs["value"] as Record<string, unknown>)[secretMark] !== undefined, outputs["keyId"]], [true, unknown]);
  });

  test("takes a null for a property that is not there", async () => {
    const { failures } = await rig.azuread.check(applicationType, "null", { displayName: null, notes: null });
    assert.deepEqual(failures, ["Missing required property 'displayName'"]);
  });

  test("refuses a member of a block that the stand-in would leave out in silence", async () => {
    const { failures } = await rig.azuread.check(applicationType, "deep", { displayName: "Deep", api: { oauth2PermissionScopes: [] } });
    assert.deepEqual(failures, [`${applicationType} property "api.oauth2PermissionScopes" is not known to the azuread stand-in`]);
  });
});

describe("a cancel", () => {
  let slow: Rig;
  before(async () => {
    slow = await startRig([], 1); // waits take their real time
  });
  after(() => slow.stop());

  async function untilFired(name: string): Promise<void> {
    while (slow.cloud.neverFired().includes(name)) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const assertPartial = (error: { details: string; metadata: { get: (key: string) => unknown[] } }): boolean => {
    assert.match(error.details, /context canceled/);
    assert.match(String(error.metadata.get("grpc-status-details-bin")[0]), /ErrorResourceInitFailed/);
    return true;
  };

  test("ends a create that waits for the directory, with what it has made", async () => {
    const action: FaultAction = { kind: "answer", status: 404, body: { error: { code: "Request_ResourceNotFound", message: "Not yet" } } };
    slow.cloud.context.faults.add({ name: "lag", match: { operation: "graph.applications.update" }, times: 100, action });
    const creating = slow.azuread.create(applicationType, "waiting", { displayName: "Waiting" });
    const ended = assert.rejects(creating, assertPartial);
    await untilFired("lag");
    await slow.azuread.cancel();
    await ended;
  });

  test("ends a create that polls an operation, with what Azure has so far, and the next run configures anew", async () => {
    const group = { resourceGroupName: "canceled", location: "swedencentral" };
    await slow.azureNative.create(groupType, "canceled", group);
    slow.cloud.context.faults.add({
      name: "asks for patience",
      match: { operation: "arm.operationStatuses.get" },
      times: 100,
      action: { kind: "answer", status: 200, headers: { "retry-after": "30" }, body: { status: "InProgress" } },
    });
    const creating = slow.azureNative.create(environmentType, "canceled", { ...group, environmentName: "canceled" });
    const ended = assert.rejects(creating, assertPartial);
    await untilFired("asks for patience");
    await slow.azureNative.cancel();
    await ended;
    await slow.configure();
    const read = await slow.azureNative.read(groupType, "canceled", `/subscriptions/${subscriptionId}/resourcegroups/canceled`, {
      inputs: group,
      outputs: {},
    });
    assert.equal(read.outputs["name"], "canceled");
  });
});
