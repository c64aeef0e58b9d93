// CallingApp on the SDK's mock monitor. Cannot prove that Entra accepts the values, nor what the engine does with
// ignoreChanges and protect.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { CallingApp, type CallingAppArgs } from "../../../../infra/components/calling-app.ts";
import { ids, recordRun, type Recording, type RunOptions } from "./recorded-run.ts";
import { inGroup } from "./standing.ts";

const args: CallingAppArgs = {
  displayName: "Dialtone dev",
  tenant: { graphPrincipalObjectId: ids.graphPrincipal, appRoleId: ids.role, deployerObjectId: ids.deployer },
  owners: [],
  consent: "grant",
  generations: [{ name: "g1", life: "90d" }],
  protect: false,
  retry: inGroup.retry,
  now: new Date("2026-11-25T12:00:00.500Z"),
};
const isComponent = "dialtone:index:CallingApp calling-app";

async function record(change: Partial<CallingAppArgs> = {}, options: RunOptions = {}): Promise<Recording> {
  return recordRun(async () => {
    const app = new CallingApp("calling-app", { ...args, ...change });
    const { credential, credentialEndsAt } = app;
    return {
      credentialEndsAt,
      credentialIsSecret: await pulumi.isSecret(credential),
      ...(options.preview === true ? {} : { clientId: app.clientId }),
    };
  }, options);
}

describe("an app with consent and one generation that is given as a life", () => {
  let run: Recording;
  before(async () => {
    run = await record();
  });

  test("is one application, one service principal, one grant and one password, each a child of the component", () => {
    assert.deepEqual(
      run.resources
        .filter(({ type }) => type.startsWith("azuread:"))
        .map(({ type, name, parent }) => [type.split(":").at(-1), name, parent]),
      [
        ["Application", "calling-app", isComponent],
        ["ApplicationPassword", "calling-app-g1", isComponent],
        ["ServicePrincipal", "calling-app-principal", isComponent],
        ["AppRoleAssignment", "calling-app-consent", isComponent],
      ],
    );
  });

  test("requests exactly one permission, in one tenant, owned by the deployer", () => {
    assert.deepEqual(run.named("calling-app").inputs, {
      displayName: "Dialtone dev",
      owners: [ids.deployer],
      signInAudience: "AzureADMyOrg",
      preventDuplicateNames: true,
      api: { requestedAccessTokenVersion: 2 },
      requiredResourceAccesses: [
        {
          resourceAppId: "00000003-0000-0000-c000-000000000000",
          resourceAccesses: [{ id: "284383ee-7f6e-4e40-a2a8-e85dcb029101", type: "Role" }],
        },
      ],
    });
  });

  test("ignores a change of owners, as another deployer is not a change", () => {
    assert.deepEqual([run.named("calling-app").ignoreChanges, run.named("calling-app-principal").ignoreChanges], [["owners"], ["owners"]]);
  });

  test("adopts a service principal that is there", () => {
    assert.deepEqual(run.named("calling-app-principal").inputs, {
      clientId: ids.client,
      owners: [ids.deployer],
      description: "Places calls through Microsoft Graph. Deployed by Dialtone.",
      useExisting: true,
    });
  });

  test("consents to that permission on Microsoft Graph for our principal, and gives replication ten minutes", () => {
    const consent = run.named("calling-app-consent");
    assert.deepEqual(consent.inputs, {
      appRoleId: "284383ee-7f6e-4e40-a2a8-e85dcb029101",
      principalObjectId: ids.principal,
      resourceObjectId: ids.graphPrincipal,
    });
    assert.equal(consent.createTimeout, "10m");
  });

  test("fixes the end of a life at creation, in whole seconds", () => {
    const password = run.named("calling-app-g1");
    assert.deepEqual(password.inputs, {
      applicationId: `/applications/${ids.applicationObject}`,
      displayName: "g1",
      endDate: "2027-02-23T12:00:00Z",
    });
    assert.deepEqual(password.ignoreChanges, ["endDate"]);
  });

  test("keeps the password's value secret from where it is born", () => {
    assert.equal(run.outputs["credentialIsSecret"], true);
  });
});

test("makes no grant when the consent is left to a person", async () => {
  const run = await record({ consent: "manual" });
  assert.deepEqual(run.ofType("azuread:index/appRoleAssignment:AppRoleAssignment"), []);
});

test("names configured owners after the deployer, each once, and takes changes of them", async () => {
  const run = await record({ owners: [ids.operator, ids.deployer] });
  assert.deepEqual(run.named("calling-app").inputs["owners"], [ids.deployer, ids.operator]);
  assert.deepEqual(run.named("calling-app").ignoreChanges, []);
});

test("protects the application, and nothing else, when asked to", async () => {
  const run = await record({ protect: true });
  assert.deepEqual(
    run.resources.filter((resource) => resource.protect).map(({ name }) => name),
    ["calling-app"],
  );
});

test("makes one password a generation and uses the last one, whose written end is not ignored", async () => {
  const run = await record({
    generations: [
      { name: "g1", life: "12h" },
      { name: "g2", ends: "2027-06-01T02:00:00+02:00" },
    ],
  });
  assert.deepEqual(
    run
      .ofType("azuread:index/applicationPassword:ApplicationPassword")
      .map(({ name, inputs, ignoreChanges }) => [name, inputs["endDate"], ignoreChanges]),
    [
      ["calling-app-g1", "2026-11-26T00:00:00Z", ["endDate"]],
      ["calling-app-g2", "2027-06-01T00:00:00Z", []],
    ],
  );
  assert.equal(run.outputs["credentialEndsAt"], "2027-06-01T00:00:00Z");
});
