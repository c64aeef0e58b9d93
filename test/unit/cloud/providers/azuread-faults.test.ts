// How the azuread stand-in meets a cloud that is not ready: as the official provider was seen to (facts/cloud-wire.md
// 1.8). Cannot prove the provider's waits in seconds: they are divided by the clock's rate.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { FaultAction } from "../../../cloud/core/fault-rule.ts";
import { startRig, type Rig } from "./stand-in-rig.ts";

const applicationType = "azuread:index/application:Application";
const principalType = "azuread:index/servicePrincipal:ServicePrincipal";
let rig: Rig;

function once(operation: string, status: number, code: string, message: string, headers: Record<string, string> = {}): void {
  const action: FaultAction = { kind: "answer", status, headers, body: { error: { code, message } } };
  rig.cloud.context.faults.add({ name: `${operation} ${status} ${message}`, match: { operation }, action });
}

before(async () => {
  rig = await startRig();
});
after(() => rig.stop());

describe("azuread stand-in in a cloud with faults", () => {
  test("waits out a new application that a replica does not know yet", async () => {
    once("graph.applications.update", 404, "Request_ResourceNotFound", "Resource does not exist");
    const { outputs } = await rig.azuread.create(applicationType, "lag", { displayName: "Lag" });
    assert.equal(outputs["displayName"], "Lag");
    const patches = rig.exchanged().filter((line) => line.startsWith("PATCH"));
    assert.equal(patches.length, 3);
  });

  test("fails a service principal at once whose replica is late, and reports what exists", async () => {
    const app = await rig.azuread.create(applicationType, "app", { displayName: "Late principal" });
    once("graph.servicePrincipals.update", 404, "Request_ResourceNotFound", "Resource does not exist");
    await assert.rejects(
      rig.azuread.create(principalType, "late", { clientId: app.outputs["clientId"] }),
      (error: { details: string; metadata: { get: (key: string) => unknown[] } }) => {
        assert.match(error.details, /Timed out whilst waiting for new service principal to be replicated in Azure AD/);
        assert.match(String(error.metadata.get("grpc-status-details-bin")[0]), /ErrorResourceInitFailed/);
        return true;
      },
    );
  });

  test("tries a service principal again whose application is not replicated", async () => {
    const app = await rig.azuread.create(applicationType, "app2", { displayName: "Unreplicated" });
    const message = `The appId '${String(app.outputs["clientId"])}' of the service principal does not reference a valid application object.`;
    once("graph.servicePrincipals.create", 400, "Request_BadRequest", message);
    const made = await rig.azuread.create(principalType, "again", { clientId: app.outputs["clientId"] });
    assert.equal(made.outputs["clientId"], app.outputs["clientId"]);
  });

  test("fails on another 400 without a second try", async () => {
    const app = await rig.azuread.create(applicationType, "app3", { displayName: "Refused" });
    rig.exchanged();
    once("graph.servicePrincipals.create", 400, "Request_BadRequest", "Something else.");
    await assert.rejects(rig.azuread.create(principalType, "refused", { clientId: app.outputs["clientId"] }), /Something else\./);
    assert.equal(rig.exchanged().filter((line) => line.startsWith("POST")).length, 1);
  });

  test("repeats a throttled create, as it does with every method", async () => {
    once("graph.applications.create", 429, "TooManyRequests", "Too many requests", { "retry-after": "1" });
    const made = await rig.azuread.create(applicationType, "throttled", { displayName: "Throttled" });
    assert.equal(made.outputs["displayName"], "Throttled");
  });

  test("refuses a duplicate name already in a preview", async () => {
    const inputs = { displayName: "Throttled", preventDuplicateNames: true };
    await assert.rejects(rig.azuread.create(applicationType, "twin", inputs, true), /`prevent_duplicate_names` was specified/);
  });

  test("refuses a type, a property and a function that it does not know, each by its name", async () => {
    await assert.rejects(rig.azuread.check("azuread:index/group:Group", "g", {}), /azuread:index\/group:Group is not known/);
    const { failures } = await rig.azuread.check(applicationType, "a", { displayName: "a", logoImage: "x" });
    assert.deepEqual(failures, [`${applicationType} property "logoImage" is not known to the azuread stand-in`]);
    await assert.rejects(rig.azuread.invoke("azuread:index/getGroup:getGroup", {}), /azuread:index\/getGroup:getGroup is not known/);
  });

  test("names a required property that is missing", async () => {
    const { failures } = await rig.azuread.check(principalType, "p", {});
    assert.deepEqual(failures, ["Missing required property 'clientId'"]);
  });
});
