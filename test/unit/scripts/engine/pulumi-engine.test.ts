// The real Pulumi engine against the stand-ins, with a small program of azuread resources. Needs a Pulumi CLI on PATH;
// without one it is skipped and says so. Proves state, diffs, drift, secrets and deletion; cannot prove plain
// `pulumi up`; that is test/e2e/pulumi-up.test.ts.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import tls from "node:tls";
import { after, before, describe, test } from "node:test";
import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";
import { findPulumi } from "../../../../scripts/engine/find-pulumi.ts";
import { muteDebugLog } from "../../../../infra/lib/mute-debug-log.ts";
import type { Program } from "../../../../scripts/engine/in-process.ts";
import { openPulumiStack, type PulumiStack } from "../../../../scripts/engine/pulumi-engine.ts";
import { compareRun, type LifeMismatch } from "../../../../scripts/rehearse/compare-life-run.ts";
import type { EngineAct } from "../../../cloud/scenarios/scenario.ts";
import { startStandIns, type StandIns } from "../../../cloud/providers/stand-ins.ts";
import { startCloud, type RunningCloud } from "../../../cloud/start-cloud.ts";
import { exampleOutputs } from "./example-outputs.ts";

const tenantId = "5f4e1d2c-0b6a-4c3d-9e8f-7a6b5c4d3e2f";
const cli = await findPulumi();
const skip = cli?.isNewEnough === true ? false : "no Pulumi CLI of 3.259.0 or newer on PATH";

describe("real Pulumi engine", { skip }, () => {
  let cloud: RunningCloud;
  let standIns: StandIns;
  let stack: PulumiStack;
  let applicationObjectId = "";
  const quiet = (): void => {};

  const program: Program = () => {
    muteDebugLog(); // as infra/index.ts does: the SDK's debug lines hold secrets in clear
    const config = new pulumi.Config("dialtone");
    const entra = new azuread.Provider("azuread", { tenantId, metadataHost: cloud.description.metadataHost });
    const graph = azuread.getServicePrincipalOutput({ clientId: "00000003-0000-0000-c000-000000000000" }, { provider: entra });
    const caller = azuread.getClientConfigOutput({ provider: entra });
    const app = new azuread.Application(
      "app",
      {
        displayName: config.require("displayName"),
        owners: [caller.objectId],
        preventDuplicateNames: true,
        api: { requestedAccessTokenVersion: 2 },
        ...(config.getBoolean("timestamp") === true ? { notes: new Date().toISOString() } : {}),
      },
      { provider: entra },
    );
    const principal = new azuread.ServicePrincipal(
      "principal",
      { clientId: app.clientId, useExisting: true, owners: [caller.objectId] },
      { provider: entra },
    );
    void new azuread.AppRoleAssignment(
      "consent",
      {
        appRoleId: graph.appRoleIds.apply((roles) => roles["Calls.Initiate.All"] ?? ""),
        principalObjectId: principal.objectId,
        resourceObjectId: graph.objectId,
      },
      { provider: entra },
    );
    void new azuread.ApplicationPassword(
      "password",
      { applicationId: app.id, displayName: "g1", endDate: "2030-01-01T00:00:00Z" },
      { provider: entra },
    );
    const ids = pulumi.all([app.clientId, app.objectId]);
    return Promise.resolve({
      dialtone: ids.apply(([clientId, objectId]) => ({
        ...exampleOutputs,
        app: { ...exampleOutputs.app, clientId, applicationObjectId: objectId },
      })),
    });
  };

  before(async () => {
    cloud = await startCloud({
      tenantId,
      subscriptionId: "1c9b7a65-4d3e-4f2a-8b1c-0d9e8f7a6b5c",
      seed: {},
      clock: { mode: "real", rate: 1000 },
      dependenciesDirectory: process.cwd(),
    });
    const { deployer, caFile } = cloud.description;
    tls.setDefaultCACertificates([...tls.getCACertificates("default"), readFileSync(caFile, "utf8")]);
    const environment = {
      ...process.env,
      ARM_CLIENT_ID: deployer.clientId,
      ARM_CLIENT_SECRET: deployer.clientSecret,
      NODE_EXTRA_CA_CERTS: caFile,
    };
    standIns = await startStandIns({ environment, pace: 1000 });
    stack = await openPulumiStack({
      stackName: "test",
      values: { displayName: "Engine" },
      program,
      debugProviders: standIns.debugProviders,
      environment,
    });
  });
  after(async () => {
    await stack?.close();
    await standIns?.stop();
    await cloud?.stop();
  });

  test("previews every create without writing anything", async () => {
    const { counts } = await stack.preview(quiet);
    assert.deepEqual(counts, { create: 6 });
    const writes = cloud.context.transcript.exchanges().filter(({ plane, method }) => plane === "graph" && method !== "GET");
    assert.deepEqual(writes, []);
  });

  test("creates everything once", async () => {
    const result = await stack.up(quiet);
    assert.deepEqual(result.counts, { create: 6 });
    assert.equal(result.engineVersion, cli?.version);
    applicationObjectId = result.outputs.app.applicationObjectId;
  });

  test("changes nothing the second time", async () => {
    assert.deepEqual((await stack.up(quiet)).counts, { same: 6 });
  });

  test("sees no drift where there is none", async () => {
    assert.deepEqual((await stack.refresh(quiet)).counts, { same: 6 });
  });

  test("keeps the password's text out of everything that the engine writes", () => {
    const secrets = cloud.context.transcript.secrets().filter((secret) => secret.length > 8);
    const files = readdirSync(stack.directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const written = files.map((file) => readFileSync(join(file.parentPath, file.name), "utf8")).join("\n");
    assert.ok(written.includes(applicationObjectId));
    assert.deepEqual(
      secrets.filter((secret) => written.includes(secret)),
      [],
    );
  });

  test("sees a name that was changed by hand, and a password that was deleted, and repairs both and nothing else", async () => {
    const path = `${cloud.description.graph}/v1.0/applications/${applicationObjectId}`;
    const issued = await cloud.context.tokens.issue(cloud.description.deployer.objectId, cloud.description.graph);
    const headers = { authorization: `Bearer ${issued.token}`, "content-type": "application/json" };
    const read = (await (await fetch(path, { headers })).json()) as { passwordCredentials: { keyId: string }[] };
    await fetch(path, { method: "PATCH", headers, body: JSON.stringify({ displayName: "By hand" }) });
    await fetch(`${path}/removePassword`, { method: "POST", headers, body: JSON.stringify({ keyId: read.passwordCredentials[0]?.keyId }) });
    assert.deepEqual((await stack.refresh(quiet)).counts, { delete: 1, same: 4, update: 1 });
    assert.deepEqual((await stack.up(quiet)).counts, { create: 1, same: 4, update: 1 });
  });

  test("updates a new name in place", async () => {
    await stack.configure({ displayName: "Renamed" });
    assert.deepEqual((await stack.up(quiet)).counts, { same: 5, update: 1 });
  });

  test("is told apart from a program with a timestamp in its inputs: the comparison of lifecycle refuses it", async () => {
    const unchanged: EngineAct = { kind: "engine", does: "up", counts: { same: 6 } };
    const upAgain = async (): Promise<readonly LifeMismatch[]> => compareRun(unchanged, { result: await stack.up(quiet), lines: [] });
    assert.deepEqual(await upAgain(), []);
    await stack.configure({ displayName: "Renamed", timestamp: true });
    await stack.up(quiet);
    const refused = { what: "up did not come out as listed", saw: "same 5, update 1", expected: "same 6" };
    assert.deepEqual(await upAgain(), [refused]);
  });

  test("names the resource that fails, with its own message, and keeps what was made", async () => {
    await stack.configure({ displayName: "Refused" });
    cloud.context.faults.add({
      name: "refused",
      match: { operation: "graph.applications.update" },
      action: { kind: "answer", status: 403, body: { error: { code: "Authorization_RequestDenied", message: "no" } } },
    });
    await assert.rejects(stack.up(quiet), (error: { code: string; what: string; saw: string }) => {
      assert.equal(error.code, "DT_PROVISION_FAILED");
      assert.equal(error.what, 'azuread:index/application:Application "app" failed in pulumi up');
      assert.match(error.saw, /Authorization_RequestDenied: no/);
      return true;
    });
    assert.deepEqual((await stack.up(quiet)).counts, { same: 5, update: 1 });
  });

  test("destroys everything, and leaves Microsoft Graph's own service principal unwritten", async () => {
    assert.deepEqual((await stack.destroy(quiet)).counts, { delete: 6 });
    const graph = cloud.context.directory.servicePrincipalByClientId("00000003-0000-0000-c000-000000000000");
    const written = cloud.context.transcript
      .exchanges()
      .filter(({ method, url }) => method !== "GET" && new URL(url).pathname === `/v1.0/servicePrincipals/${graph?.objectId ?? ""}`);
    assert.deepEqual(written, []);
  });
});
