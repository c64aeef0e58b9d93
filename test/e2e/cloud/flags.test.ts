/** The flags of `npm run cloud`, as a process. Cannot prove: that every scenario behaves as told; test/e2e has one file each. */
import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import { type CloudProcess, startCloudProcess } from "../../helpers/cloud-process.ts";
import { findHarProblems } from "../../helpers/har-problems.ts";
import { runScript } from "../../helpers/run-script.ts";
import { createTemporaryDirectory } from "../../helpers/temporary-directory.ts";

const directory = createTemporaryDirectory();
const ada = "b1d7c3e5-2f4a-4b6c-8d9e-0a1b2c3d4e5f";

/** A request to the control surface. */
async function control(cloud: CloudProcess, method: string, path: string, body?: unknown): Promise<ControlAnswer> {
  const response = await fetch(`${cloud.line.control.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${cloud.line.control.token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, json: (text === "" ? {} : JSON.parse(text)) as ControlAnswer["json"] };
}
interface ControlAnswer {
  readonly status: number;
  /** Members that a test here reads. */
  readonly json: { readonly now: string; readonly wall: string; readonly rate: number; readonly value: readonly unknown[] };
}

async function withCloud(flags: readonly string[], act: (cloud: CloudProcess) => Promise<void>): Promise<void> {
  const cloud = await startCloudProcess(flags);
  try {
    await act(cloud);
  } finally {
    await cloud.stop();
  }
}

describe("--seed FILE", () => {
  test("puts what the file says into the cloud: people, an app with its secret and grant, ARM resources", async (t: TestContext) => {
    const file = join(directory, "seed.json");
    const tenantId = "5f4e1d2c-0b6a-4c3d-9e8f-7a6b5c4d3e2f";
    const subscriptionId = "0d5e7c1a-3b2f-4e6d-9a8b-7c6d5e4f3a2b";
    const group = `/subscriptions/${subscriptionId}/resourceGroups/seeded`;
    writeFileSync(
      file,
      JSON.stringify({
        tenantId,
        subscriptionId,
        users: [{ objectId: ada, displayName: "Ada", calling: { kind: "answers", afterMs: 1000 } }],
        applications: [
          {
            clientId: "c1d7c3e5-2f4a-4b6c-8d9e-0a1b2c3d4e5f",
            displayName: "seeded app",
            secrets: [{ value: "a-secret-of-the-seed" }],
            graphRoles: ["Calls.Initiate.All"],
          },
        ],
        armResources: [{ id: group, type: "Microsoft.Resources/resourceGroups", location: "swedencentral" }],
      }),
    );
    await withCloud(["--seed", file], async (cloud) => {
      const { line } = cloud;
      t.assert.deepStrictEqual([line.tenantId, line.callee.userId, line.subscriptionId], [tenantId, ada, subscriptionId]);
      const user = await cloud.ask("GET", `${cloud.line.graph}/v1.0/users/${ada}?$select=displayName`);
      t.assert.strictEqual(user.json["displayName"], "Ada");
      t.assert.strictEqual((await cloud.ask("GET", `${cloud.line.arm}${group}?api-version=2024-03-01`)).status, 200);
      const response = await fetch(`${cloud.line.login}/${cloud.line.tenantId}/oauth2/v2.0/token`, {
        method: "POST",
        body: new URLSearchParams({
          grant_type: "client_credentials",
          client_id: "c1d7c3e5-2f4a-4b6c-8d9e-0a1b2c3d4e5f",
          client_secret: "a-secret-of-the-seed",
          scope: `${cloud.line.graph}/.default`,
        }),
      });
      const { access_token: token } = (await response.json()) as { access_token: string };
      const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Record<string, unknown>;
      t.assert.deepStrictEqual(claims["roles"], ["Calls.Initiate.All"]);
    });
  });

  test("refuses a file with all its problems at once, and exit 2", async (t: TestContext) => {
    const file = join(directory, "bad.json");
    writeFileSync(file, JSON.stringify({ users: [{ objectId: "x" }], groups: [{ objectId: ada }], nonsense: true }));
    const end = await runScript("cloud", ["--json", "--seed", file]);
    t.assert.deepStrictEqual([end.exitCode, end.stdout], [2, ""]);
    for (const place of ["users.0.objectId", "groups.0.memberObjectIds", "nonsense"]) t.assert.ok(end.stderr.includes(place), end.stderr);
  });
});

describe("--port NUMBER", () => {
  test("puts ARM there; taken, it is a usage error that leaves no process", async (t: TestContext) => {
    const placeholder = createServer();
    await new Promise<void>((resolve) => placeholder.listen(0, "127.0.0.1", resolve));
    const { port } = placeholder.address() as AddressInfo;
    const end = await runScript("cloud", ["--json", "--port", String(port)]);
    t.assert.strictEqual(end.exitCode, 2);
    t.assert.match(end.stderr, /DT_USAGE_FLAG {2}the simulated cloud cannot listen on port/);
    await new Promise((resolve) => placeholder.close(resolve));
    await withCloud(["--port", String(port)], async (cloud) => {
      t.assert.deepStrictEqual([cloud.line.arm, cloud.line.metadataHost], [`https://localhost:${port}`, `localhost:${port}`]);
    });
  });
});

describe("--clock manual", () => {
  test("stands still until the control surface moves it", async (t: TestContext) => {
    await withCloud(["--clock", "manual"], async (cloud) => {
      const before = await control(cloud, "GET", "/state");
      const again = await control(cloud, "GET", "/state");
      t.assert.strictEqual(again.json.now, before.json.now);
      const moved = await control(cloud, "POST", "/clock/advance", { ms: 60_000 });
      t.assert.strictEqual(Date.parse(moved.json.now) - Date.parse(before.json.now), 60_000);
    });
  });

  test("lets a stack be provisioned all the same", async (t: TestContext) => {
    await withCloud(["--clock", "manual", "--stack", "dev"], async (cloud) => {
      t.assert.strictEqual(cloud.line.outputs?.schema, "dialtone/outputs/1");
    });
  });
});

describe("--clock real, which needs no saying", () => {
  test("goes at the wall's pace: a secret of an hour lives an hour, a call without keep-alive its three quarters", async (t: TestContext) => {
    await withCloud([], async (cloud) => {
      const { json } = await control(cloud, "GET", "/state");
      t.assert.strictEqual(json.rate, 1);
      t.assert.ok(Math.abs(Date.parse(json.now) - Date.parse(json.wall)) < 1000);
    });
  });
});

describe("wrong flags", () => {
  test("end with 2, all of them named at once", async (t: TestContext) => {
    const { exitCode, stdout, stderr } = await runScript("cloud", ["--port", "70000", "--clock", "sundial"]);
    t.assert.deepStrictEqual({ exitCode, stdout }, { exitCode: 2, stdout: "" });
    t.assert.match(stderr, /--port is no port.*--clock is sundial/s);
  });
});

describe("--scenario NAME", () => {
  test("behaves as in that story: its faults are set", async (t: TestContext) => {
    await withCloud(["--scenario", "callbacks-silent"], async (cloud) => {
      const { json } = await control(cloud, "GET", "/faults");
      t.assert.ok(json.value.length > 0);
    });
  });

  test("that does not exist is refused with the names of those that do", async (t: TestContext) => {
    const end = await runScript("cloud", ["--scenario", "nope"]);
    t.assert.strictEqual(end.exitCode, 2);
    t.assert.match(end.stderr, /DT_USAGE_SCENARIO[^]*consent-late/);
  });
});

describe("--har FILE", () => {
  test("leaves a valid HAR 1.2 of what was asked, without a secret", async (t: TestContext) => {
    const file = join(directory, "deep", "traffic.har");
    let secret = "";
    await withCloud(["--har", file], async (cloud) => {
      secret = cloud.line.deployer.clientSecret;
      await cloud.ask("GET", `${cloud.line.graph}/v1.0/applications`);
    });
    const text = readFileSync(file, "utf8");
    const har = JSON.parse(text) as { log: { entries: { request: { method: string; url: string } }[] } };
    t.assert.deepStrictEqual(findHarProblems(har), []);
    t.assert.deepStrictEqual(
      har.log.entries.map(({ request }) => `${request.method} ${new URL(request.url).pathname.replace(/^\/[0-9a-f-]{36}/, "/TENANT")}`),
      ["POST /TENANT/oauth2/v2.0/token", "GET /v1.0/applications"],
    );
    t.assert.ok(!text.includes(secret));
  });
});

describe("--har with a path that cannot be written", () => {
  for (const name of ["cloud", "rehearse"]) {
    test(`is refused by ${name} before anything starts`, async (t: TestContext) => {
      const end = await runScript(name, ["--har", directory]);
      t.assert.deepStrictEqual({ exitCode: end.exitCode, stdout: end.stdout }, { exitCode: 2, stdout: "" });
      t.assert.match(end.stderr, /DT_USAGE_FLAG[^]*EISDIR/);
      t.assert.doesNotMatch(end.stderr, /cloud {7}a simulated/);
    });
  }
});

describe("the control surface", () => {
  test("adds a fault that clients then meet, and reset takes it away", async (t: TestContext) => {
    await withCloud([], async (cloud) => {
      const rule = {
        name: "busy",
        match: { method: "GET", path: "/v1.0/{collection}" },
        times: "always",
        action: { kind: "answer", status: 429, headers: { "retry-after": "1" }, body: { error: { code: "TooManyRequests", message: "" } } },
      };
      t.assert.strictEqual((await control(cloud, "POST", "/faults", rule)).status, 201);
      t.assert.strictEqual((await cloud.ask("GET", `${cloud.line.graph}/v1.0/applications`)).status, 429);
      t.assert.strictEqual((await control(cloud, "POST", "/reset")).status, 204);
      t.assert.strictEqual((await cloud.ask("GET", `${cloud.line.graph}/v1.0/applications`)).status, 200);
    });
  });
});
