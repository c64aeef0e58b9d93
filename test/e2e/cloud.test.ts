/** `npm run cloud` as somebody else's client sees it. Cannot prove: that Terraform or Pulumi work with it; issue C has those. */
import { before, after, describe, test, type TestContext } from "node:test";
import { startCloudProcess, type CloudProcess } from "../helpers/cloud-process.ts";
import { hasProcessTree, listDescendants, listSurvivors } from "../helpers/process-tree.ts";
import { startScript } from "../helpers/run-script.ts";

/** Longest that the cloud may take to stop, in milliseconds. Issue C, 1. */
const stopWithinMs = 2000;

describe("npm run cloud -- --json", () => {
  let cloud: CloudProcess;
  before(async () => {
    cloud = await startCloudProcess();
  });
  after(() => cloud.stop());

  test("prints one line with every endpoint, sign-in and client environment", (t: TestContext) => {
    t.assert.strictEqual(cloud.script.stdout().trim().split("\n").length, 1);
    t.assert.deepStrictEqual(Object.keys(cloud.line).sort(), [
      "arm",
      "caFile",
      "callee",
      "callingOpenIdConfiguration",
      "control",
      "deployer",
      "env",
      "graph",
      "login",
      "metadataHost",
      "subscriptionId",
      "table",
      "tenantId",
    ]);
    t.assert.deepStrictEqual(Object.keys(cloud.line.env).sort(), ["bootstrap", "go", "node", "pulumi", "terraform"]);
  });

  test("its deployer signs in and reads Microsoft Graph's own service principal", async (t: TestContext) => {
    const { status, json } = await cloud.ask(
      "GET",
      `${cloud.line.graph}/v1.0/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')`,
    );
    t.assert.deepStrictEqual({ status, appId: json["appId"] }, { status: 200, appId: "00000003-0000-0000-c000-000000000000" });
  });

  test("its callee is a user of the tenant", async (t: TestContext) => {
    const { status } = await cloud.ask("GET", `${cloud.line.graph}/v1.0/users/${cloud.line.callee.userId}`);
    // The deployer may read the directory only as far as its roles go: either way the cloud knows the path.
    t.assert.ok(status === 200 || status === 403);
  });

  test("the control surface is out of reach of a client's credentials", async (t: TestContext) => {
    const token = await cloud.token(cloud.line.arm);
    const response = await fetch(`${cloud.line.control.url}/`, { headers: { authorization: `Bearer ${token}` } });
    t.assert.ok([401, 403, 404].includes(response.status));
  });
});

describe("a stopped cloud", { skip: hasProcessTree ? false : "process trees are read from /proc" }, () => {
  for (const signalName of ["SIGTERM", "SIGINT"] as const) {
    test(`${signalName} ends it with 0 within 2 s and leaves nothing`, async (t: TestContext) => {
      const cloud = await startCloudProcess();
      const tree = listDescendants(cloud.script.processId);
      const sentAt = performance.now();
      cloud.script.process.kill(signalName);
      const end = await cloud.script.ended;
      const tookMs = performance.now() - sentAt;
      t.assert.strictEqual(end.exitCode, 0, end.stderr);
      t.assert.ok(tookMs < stopWithinMs, `took ${tookMs} ms`);
      t.assert.deepStrictEqual(await listSurvivors(tree, stopWithinMs - tookMs), []);
      await t.assert.rejects(fetch(cloud.line.arm));
    });
  }

  test("SIGTERM while it provisions a stack ends it with 0 within 2 s and leaves nothing", async (t: TestContext) => {
    const script = startScript("cloud", ["--json", "--stack", "dev"]);
    await script.until(/provision/);
    const tree = listDescendants(script.processId);
    const sentAt = performance.now();
    script.process.kill("SIGTERM");
    const end = await script.ended;
    const tookMs = performance.now() - sentAt;
    t.assert.deepStrictEqual({ exitCode: end.exitCode, stdout: end.stdout }, { exitCode: 0, stdout: "" }, end.stderr);
    t.assert.ok(tookMs < stopWithinMs, `took ${tookMs} ms`);
    t.assert.deepStrictEqual(await listSurvivors(tree, stopWithinMs - tookMs), []);
  });

  test("SIGKILL leaves nothing behind after 5 s", async (t: TestContext) => {
    const cloud = await startCloudProcess();
    const tree = listDescendants(cloud.script.processId);
    cloud.script.process.kill("SIGKILL");
    t.assert.deepStrictEqual(await listSurvivors(tree, 5000), []);
    await t.assert.rejects(fetch(cloud.line.arm));
  });
});
