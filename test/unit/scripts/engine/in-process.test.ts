// A small program of azuread resources, in process against the simulated cloud. Proves how the engine runs a program,
// fails, and keeps secrets; cannot prove state, diffs or previews: the in-process engine has none.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import tls from "node:tls";
import { fileURLToPath } from "node:url";
import { after, before, describe, test } from "node:test";
import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";
import { DialtoneError } from "../../../../infra/contract/dialtone-error.ts";
import { runInProcess, type Program } from "../../../../scripts/engine/in-process.ts";
import { startStandIns, type StandIns } from "../../../cloud/providers/stand-ins.ts";
import { startCloud, type RunningCloud } from "../../../cloud/start-cloud.ts";
import { exampleOutputs } from "./example-outputs.ts";

let cloud: RunningCloud;
let standIns: StandIns;
const unhandled: unknown[] = [];
const tenantId = "5f4e1d2c-0b6a-4c3d-9e8f-7a6b5c4d3e2f";

function run(program: Program, values: Record<string, unknown> = {}) {
  return runInProcess({ stackName: "test", values, program, ports: standIns.ports, report: () => {} });
}

function provider(): azuread.Provider {
  return new azuread.Provider("azuread", { tenantId, metadataHost: cloud.description.metadataHost });
}

before(async () => {
  process.on("unhandledRejection", (error) => unhandled.push(error));
  cloud = await startCloud({
    tenantId,
    subscriptionId: "1c9b7a65-4d3e-4f2a-8b1c-0d9e8f7a6b5c",
    seed: {},
    clock: { mode: "real", rate: 1000 },
    faults: [
      {
        name: "no-principal",
        match: { operation: "graph.servicePrincipals.create", nth: 1 },
        action: {
          kind: "answer",
          status: 403,
          body: { error: { code: "Authorization_RequestDenied", message: "Insufficient privileges to complete the operation." } },
        },
      },
    ],
    dependenciesDirectory: process.cwd(),
  });
  const { deployer, caFile } = cloud.description;
  tls.setDefaultCACertificates([...tls.getCACertificates("default"), readFileSync(caFile, "utf8")]);
  const environment = { ARM_CLIENT_ID: deployer.clientId, ARM_CLIENT_SECRET: deployer.clientSecret, NODE_EXTRA_CA_CERTS: caFile };
  standIns = await startStandIns({ environment, pace: 1000 });
});
after(async () => {
  await standIns.stop();
  await cloud.stop();
});

describe("in-process engine", () => {
  test("fails once with the failing resource's own message, without an unhandled rejection, and starts nothing after it", async () => {
    const program: Program = () => {
      const entra = provider();
      const app = new azuread.Application("app", { displayName: "Failing" }, { provider: entra });
      const principal = new azuread.ServicePrincipal("principal", { clientId: app.clientId }, { provider: entra });
      // Waits for what fails, and must never be asked for.
      void new azuread.ApplicationPassword("later", { applicationId: app.id }, { provider: entra, dependsOn: [principal] });
      return Promise.resolve({ dialtone: principal.objectId });
    };
    await assert.rejects(run(program), (error: unknown) => {
      assert.ok(error instanceof DialtoneError);
      assert.equal(error.code, "DT_PROVISION_FAILED");
      assert.equal(error.what, 'azuread:index/servicePrincipal:ServicePrincipal "principal" could not be created');
      assert.match(
        error.saw,
        /unexpected status 403 with error: Authorization_RequestDenied: Insufficient privileges to complete the operation\./,
      );
      return true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(unhandled, []);
    const paths = cloud.context.transcript.exchanges().map(({ url }) => new URL(url).pathname);
    assert.deepEqual(
      paths.filter((path) => path.endsWith("/addPassword")),
      [],
    );
  });

  test("runs a program, gives it its configuration, and returns its outputs, counted as Pulumi counts", async () => {
    const program: Program = () => {
      const entra = provider();
      const displayName = new pulumi.Config("dialtone").require("displayName");
      const app = new azuread.Application("app", { displayName }, { provider: entra });
      return Promise.resolve({
        dialtone: app.clientId.apply((clientId) => ({ ...exampleOutputs, app: { ...exampleOutputs.app, clientId } })),
      });
    };
    const result = await run(program, { displayName: "Running" });
    assert.deepEqual(result.counts, { create: 3 });
    assert.deepEqual(
      result.resources.map(({ type, name, operation }) => ({ type, name, operation })),
      [
        { type: "pulumi:pulumi:Stack", name: "dialtone-test", operation: "create" },
        { type: "pulumi:providers:azuread", name: "azuread", operation: "create" },
        { type: "azuread:index/application:Application", name: "app", operation: "create" },
      ],
    );
    assert.match(result.outputs.app.clientId, /^[0-9a-f-]{36}$/);
    assert.notEqual(result.outputs.app.clientId, exampleOutputs.app.clientId);
  });

  test("keeps what the provider marks as secret a secret, and refuses it as an output", async () => {
    const program: Program = () => {
      const entra = provider();
      const app = new azuread.Application("app", { displayName: "Secretive" }, { provider: entra });
      const password = new azuread.ApplicationPassword("password", { applicationId: app.id }, { provider: entra });
      return Promise.resolve({ dialtone: password.value });
    };
    await assert.rejects(run(program), { code: "DT_PROVISION_FAILED", what: "the stack output dialtone is a secret" });
  });

  test("runs the error hooks of a resource and creates it again when one says so", async () => {
    cloud.context.faults.add({
      name: "denied-once",
      match: { operation: "graph.servicePrincipals.create" },
      action: { kind: "answer", status: 403, body: { error: { code: "Authorization_RequestDenied", message: "not yet" } } },
    });
    const seen: string[] = [];
    const program: Program = () => {
      const entra = provider();
      const hook = new pulumi.ErrorHook("again", ({ errors, failedOperation }) => {
        seen.push(`${failedOperation}: ${errors.length}`);
        return Promise.resolve(true);
      });
      const app = new azuread.Application("app", { displayName: "Retrying" }, { provider: entra });
      const principal = new azuread.ServicePrincipal(
        "principal",
        { clientId: app.clientId },
        { provider: entra, hooks: { onError: [hook] } },
      );
      return Promise.resolve({ dialtone: principal.objectId.apply(() => exampleOutputs) });
    };
    await run(program);
    assert.deepEqual(seen, ["create: 1"]);
  });

  test("refuses a resource without an explicit provider, which would be made in the public cloud", async () => {
    const program: Program = () => {
      void new azuread.Application("app", { displayName: "Stray" });
      return Promise.resolve({ dialtone: exampleOutputs });
    };
    await assert.rejects(run(program), { saw: "it has no explicit provider, and would be made in the public cloud" });
  });

  test("names a property that the stand-in does not know", async () => {
    const program: Program = () => {
      void new azuread.Application("app", { displayName: "Unknown", groupMembershipClaims: ["None"] }, { provider: provider() });
      return Promise.resolve({ dialtone: exampleOutputs });
    };
    await assert.rejects(run(program), {
      saw: 'azuread:index/application:Application property "groupMembershipClaims" is not known to the azuread stand-in',
    });
  });

  test("passes on the program's own failure with its code", async () => {
    const failure = new DialtoneError({ code: "DT_CONFIG_INVALID", what: "w", saw: "s", expected: "e", fix: "f" });
    await assert.rejects(
      run(() => Promise.reject(failure)),
      failure,
    );
  });

  test("tells an error in an apply that nobody awaits", async () => {
    // In a process of its own: the test runner takes an unhandled rejection for its own failure.
    const { metadataHost, caFile, deployer } = cloud.description;
    const child = spawn(
      process.execPath,
      [fileURLToPath(import.meta.resolve("./failing-apply.ts")), String(standIns.ports.azuread), metadataHost],
      {
        env: { ...process.env, NODE_EXTRA_CA_CERTS: caFile, ARM_CLIENT_ID: deployer.clientId },
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    const [printed] = await Promise.all([text(child.stdout), once(child, "exit")]);
    assert.deepEqual(JSON.parse(printed), { code: "DT_PROVISION_FAILED", saw: "the application is not as it should be" });
  });
});
