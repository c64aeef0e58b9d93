// The requests of the azuread stand-in, compared with what was recorded from the official provider (facts/cloud-wire.md
// 1.6). Proves method, path and body keys in order; cannot prove that a newer provider still sends them, nor its waits.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { startRig, tenantId, type Rig } from "./stand-in-rig.ts";

const graphClientId = "00000003-0000-0000-c000-000000000000";
const applicationType = "azuread:index/application:Application";
const principalType = "azuread:index/servicePrincipal:ServicePrincipal";
const passwordType = "azuread:index/applicationPassword:ApplicationPassword";
const credentialType = "azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential";
const assignmentType = "azuread:index/appRoleAssignment:AppRoleAssignment";

interface Made {
  resourceId: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
}

let rig: Rig;
let app: Made;
let principal: Made;

async function make(type: string, inputs: Record<string, unknown>): Promise<Made> {
  return { inputs, ...(await rig.azuread.create(type, "made", inputs)) };
}

before(async () => {
  rig = await startRig();
  app = await make(applicationType, { displayName: "Sequences", preventDuplicateNames: true });
});
after(() => rig.stop());

const applicationBody =
  "@odata.type api description displayName identifierUris info isDeviceOnlyAuthSupported isFallbackPublicClient notes publicClient" +
  " requiredResourceAccess serviceManagementReference signInAudience spa tags web";

describe("azuread stand-in", () => {
  test("creates an application with a duplicate check, two renames, and without the caller as owner", () => {
    const A = app.outputs["objectId"] as string;
    const me = rig.cloud.description.deployer.objectId;
    assert.deepEqual(rig.exchanged(), [
      "GET /v1.0/applications?%24filter=displayName+eq+%27Sequences%27",
      "GET /v1.0/applications?%24filter=displayName+eq+%27Sequences%27",
      `POST /v1.0/applications ${applicationBody} owners@odata.bind`,
      `PATCH /v1.0/applications/${A} @odata.type displayName`,
      `PATCH /v1.0/applications/${A} @odata.type displayName`,
      `DELETE /v1.0/applications/${A}/owners/${me}/$ref`,
      `GET /v1.0/applications/${A}`,
      `GET /beta/applications/${A}?%24select=oauth2RequirePostResponse`,
      `GET /v1.0/applications/${A}/owners`,
    ]);
  });

  test("updates an application with one PATCH that leaves unchanged lists away", async () => {
    const A = app.outputs["objectId"] as string;
    await rig.azuread.update(applicationType, "made", app.resourceId, app, { ...app.inputs, notes: "written" });
    assert.deepEqual(rig.exchanged(), [
      `PATCH /v1.0/applications/${A} ${applicationBody.replace(" identifierUris", "").replace(" requiredResourceAccess", "")}`,
      `GET /v1.0/applications/${A}`,
      `GET /beta/applications/${A}?%24select=oauth2RequirePostResponse`,
      `GET /v1.0/applications/${A}/owners`,
    ]);
  });

  test("creates a service principal with a look first and a description that tells replication", async () => {
    principal = await make(principalType, { clientId: app.outputs["clientId"], owners: [rig.cloud.description.deployer.objectId] });
    const S = principal.outputs["objectId"] as string;
    const body =
      "@odata.type accountEnabled alternativeNames appRoleAssignmentRequired description loginUrl notes notificationEmailAddresses" +
      " preferredSingleSignOnMode tags appId owners@odata.bind";
    assert.deepEqual(rig.exchanged(), [
      `GET /v1.0/servicePrincipals?%24filter=appId+eq+%27${String(app.outputs["clientId"])}%27`,
      `POST /v1.0/servicePrincipals ${body}`,
      `PATCH /v1.0/servicePrincipals/${S} @odata.type description`,
      `GET /v1.0/servicePrincipals/${S}`,
      `GET /beta/servicePrincipals/${S}?%24select=samlMetadataUrl`,
      `GET /v1.0/servicePrincipals/${S}/owners`,
    ]);
  });

  test("refuses a second service principal that it was not told to adopt", async () => {
    await assert.rejects(make(principalType, { clientId: app.outputs["clientId"] }), /already exists - to be managed via Terraform/);
    rig.exchanged();
  });

  test("adopts an existing service principal with an update, not a create", async () => {
    await make(principalType, { clientId: app.outputs["clientId"], useExisting: true });
    const writes = rig.exchanged().filter((line) => !line.startsWith("GET"));
    assert.deepEqual(
      writes.map((line) => line.split(" ")[0]),
      ["PATCH"],
    );
  });

  test("looks Microsoft Graph up with two reads", async () => {
    const graph = await rig.azuread.invoke("azuread:index/getServicePrincipal:getServicePrincipal", { clientId: graphClientId });
    const G = graph["objectId"] as string;
    assert.deepEqual(rig.exchanged(), [
      `GET /v1.0/servicePrincipals?%24filter=appId+eq+%27${graphClientId}%27`,
      `GET /beta/servicePrincipals/${G}?%24select=samlMetadataUrl`,
    ]);
    assert.equal((graph["appRoleIds"] as Record<string, string>)["Calls.Initiate.All"], "284383ee-7f6e-4e40-a2a8-e85dcb029101");
  });

  test("knows the caller without a request", async () => {
    const { deployer } = rig.cloud.description;
    assert.deepEqual(await rig.azuread.invoke("azuread:index/getClientConfig:getClientConfig", {}), {
      clientId: deployer.clientId,
      id: `${tenantId}-${deployer.clientId}-${deployer.objectId}`,
      objectId: deployer.objectId,
      tenantId,
    });
    assert.deepEqual(rig.exchanged(), []);
  });

  test("grants an app role with a read, a create and a read back, and takes it away with one delete", async () => {
    const graph = await rig.azuread.invoke("azuread:index/getServicePrincipal:getServicePrincipal", { clientId: graphClientId });
    rig.exchanged();
    const G = graph["objectId"] as string;
    const grant = await make(assignmentType, {
      appRoleId: "284383ee-7f6e-4e40-a2a8-e85dcb029101",
      principalObjectId: principal.outputs["objectId"],
      resourceObjectId: G,
    });
    await rig.azuread.delete(assignmentType, "made", grant.resourceId, grant);
    assert.deepEqual(rig.exchanged(), [
      `GET /v1.0/servicePrincipals/${G}`,
      `POST /v1.0/servicePrincipals/${G}/appRoleAssignedTo appRoleId principalId resourceId`,
      `GET /v1.0${grant.resourceId}`,
      `DELETE /v1.0${grant.resourceId}`,
    ]);
  });

  test("creates a password, sees it five times in a row, and removes it the same way", async () => {
    const A = app.outputs["objectId"] as string;
    const password = await make(passwordType, { applicationId: app.resourceId, displayName: "g1" });
    const get = `GET /v1.0/applications/${A}`;
    assert.deepEqual(rig.exchanged(), [get, `POST /v1.0/applications/${A}/addPassword passwordCredential`, get, get, get, get, get, get]);
    assert.equal(
      (password.outputs["value"] as Record<string, unknown>)["4dabf18193072939515e22adb298388d"],
      "1b47061264138c4ac30d75fd1eb44270",
    );
    await rig.azuread.delete(passwordType, "made", password.resourceId, password);
    assert.deepEqual(rig.exchanged(), [`POST /v1.0/applications/${A}/removePassword keyId`, get, get, get, get, get]);
  });

  test("creates a federated identity credential, sees it five times in a row, and removes it the same way", async () => {
    const A = app.outputs["objectId"] as string;
    const inputs = {
      applicationId: app.resourceId,
      displayName: "ci-pipeline",
      audiences: ["api://AzureADTokenExchange"],
      issuer: "https://ci.example",
      subject: "s",
    };
    const credential = await make(credentialType, inputs);
    const path = `/v1.0/applications/${A}/federatedIdentityCredentials`;
    const one = `GET ${path}/${String(credential.outputs["credentialId"])}`;
    const created = `POST ${path} audiences description issuer name subject`;
    assert.deepEqual(rig.exchanged(), [`GET /v1.0/applications/${A}`, created, one, one, one, one, one, one]);
    await rig.azuread.delete(credentialType, "made", credential.resourceId, credential);
    assert.deepEqual(rig.exchanged(), [one.replace("GET", "DELETE"), one, one, one, one, one]);
  });

  test("deletes a service principal that it made, and waits for five misses", async () => {
    await rig.azuread.delete(principalType, "made", principal.resourceId, principal);
    const get = `GET /v1.0${principal.resourceId}`;
    assert.deepEqual(rig.exchanged(), [get.replace("GET", "DELETE"), get, get, get, get, get]);
  });

  test("deletes an application and waits for five misses", async () => {
    await rig.azuread.delete(applicationType, "made", app.resourceId, app);
    const get = `GET /v1.0${app.resourceId}`;
    assert.deepEqual(rig.exchanged(), [get.replace("GET", "DELETE"), get, get, get, get, get]);
  });
});
