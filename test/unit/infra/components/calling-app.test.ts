// CallingApp on the SDK's mock monitor. Cannot prove that Entra accepts the values, nor what the engine does with
// ignoreChanges and protect.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { CallingApp, type CallingAppArgs } from "../../../../infra/components/calling-app.ts";
import { ids, recordRun, type Recording, type RunOptions } from "./recorded-run.ts";
import { inGroup, publicCloud } from "./standing.ts";

const args: CallingAppArgs = {
  displayName: "Dialtone dev",
  note: "Dialtone stack dev of subscription s",
  tenant: { graphPrincipalObjectId: ids.graphPrincipal, appRoleId: ids.role, deployerObjectId: ids.deployer },
  owners: [],
  consent: "grant",
  generations: [{ name: "g1", mode: "secret", life: "90d" }],
  prove: (secret) => pulumi.interpolate`proved ${secret}`,
  cloud: publicCloud,
  tenantId: ids.tenant,
  protect: false,
  retry: inGroup.retry,
  explain: {},
  now: new Date("2026-11-25T12:00:00.500Z"),
};
const isComponent = "dialtone:index:CallingApp calling-app";

async function record(change: Partial<CallingAppArgs> = {}, options: RunOptions = {}): Promise<Recording> {
  return recordRun(async () => {
    const app = new CallingApp("calling-app", { ...args, ...change });
    const { secret, trusts } = app;
    return {
      trusts,
      ...(secret === undefined
        ? {}
        : { credentialEndsAt: secret.endsAt, credential: pulumi.unsecret(secret.value), isSecret: await pulumi.isSecret(secret.value) }),
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
      notes: "Dialtone stack dev of subscription s",
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
    assert.equal(run.outputs["isSecret"], true);
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

describe("an app with two secrets, a certificate and two trusts", () => {
  let run: Recording;
  before(async () => {
    run = await record({
      generations: [
        { name: "g1", mode: "secret", life: "12h" },
        { name: "g2", mode: "secret", ends: "2027-06-01T02:00:00+02:00" },
        { name: "g3", mode: "certificate", life: "90d" },
        {
          name: "ci",
          mode: "federated",
          issuer: "https://issuer.test",
          subject: "repo:o/r:ref:main",
          audience: "api://AzureADTokenExchange",
        },
        { name: "app", mode: "federated", managedIdentity: ids.hostIdentity },
      ],
    });
  });

  test("has one password a secret generation, whose written end is not ignored, and none for the others", () => {
    assert.deepEqual(
      run
        .ofType("azuread:index/applicationPassword:ApplicationPassword")
        .map(({ name, inputs, ignoreChanges }) => [name, inputs["endDate"], ignoreChanges]),
      [
        ["calling-app-g1", "2026-11-26T00:00:00Z", ["endDate"]],
        ["calling-app-g2", "2027-06-01T00:00:00Z", []],
      ],
    );
  });

  test("hands the newest secret on, proved and still a secret, with its end", () => {
    const { credential, isSecret, credentialEndsAt } = run.outputs;
    assert.deepEqual([credential, isSecret, credentialEndsAt], ["proved the~value", true, "2027-06-01T00:00:00Z"]);
  });

  test("trusts each issuer under a name of its own, a managed identity by this tenant's issuer", () => {
    const byIdentity = { issuer: `https://login.microsoftonline.com/${ids.tenant}/v2.0`, subject: ids.hostIdentity };
    assert.deepEqual(
      run
        .ofType("azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential")
        .map(({ name, parent, inputs }) => ({ name, parent, inputs })),
      [
        { name: "ci", issuer: "https://issuer.test", subject: "repo:o/r:ref:main" },
        { name: "app", ...byIdentity },
      ].map(({ name, issuer, subject }) => ({
        name: `calling-app-${name}`,
        parent: isComponent,
        inputs: {
          applicationId: `/applications/${ids.applicationObject}`,
          displayName: `dialtone-${name}`,
          issuer,
          subject,
          audiences: ["api://AzureADTokenExchange"],
        },
      })),
    );
  });
});

test("hands a first secret on as it is: there is no older one to keep in use", async () => {
  const run = await record();
  assert.equal(run.outputs["credential"], "the~value");
});

test("has no secret where no generation is one", async () => {
  const run = await record({ generations: [{ name: "app", mode: "federated", managedIdentity: ids.hostIdentity }] });
  assert.deepEqual([run.ofType("azuread:index/applicationPassword:ApplicationPassword"), run.outputs["credential"]], [[], undefined]);
});
