// Proves that the bundle that the image gets starts, stores through the official clients in a real table service (Azurite over
// TLS, with Entra-shaped tokens from a managed identity endpoint), and ends as it must.
// Cannot prove Azure's role assignments (Azurite checks none), its durability (memory), nor the image around the bundle.
import { after, before, describe, it } from "node:test";
import type { TestContext } from "node:test";
import { callId, clientId, notification, toRequest } from "./host-fixture.ts";
import { startProcess } from "./host-process.ts";
import type { RunningProcess } from "./host-process.ts";
import { readinessIs, startHostRig, toKeptBody } from "./host-rig.ts";
import type { HostRig } from "./host-rig.ts";
import { sendRaw } from "./raw-connection.ts";

/** Says on stderr, at the end, which of Node's own modules were loaded. */
const tellLoadedModules = `data:text/javascript,${encodeURIComponent('process.on("exit", () => process._rawDebug("loaded: " + process.moduleLoadList.join(",")));')}`;

let rig: HostRig;
let host: RunningProcess;

before(async () => {
  rig = await startHostRig();
  host = await rig.startHost({ nodeFlags: ["--import", tellLoadedModules] });
});
after(() => rig.stop());

async function post(body: string): Promise<number | undefined> {
  const request = toRequest({ authorization: `Bearer ${rig.token()}`, body });
  return (await sendRaw(rig.port, request, { timeoutMs: 10_000 })).statuses[0];
}

describe("the bundled host", () => {
  it("is ready by its own word, through the managed identity", async (t: TestContext) => {
    t.assert.deepStrictEqual(
      { readiness: JSON.parse(await readinessIs(200, host, rig.port)) as unknown, identity: [...new Set(rig.identityRequests)] },
      {
        readiness: { service: "dialtone-callback-host", stack: "test", nonce: "abc", ready: true, reasons: [] },
        identity: [`identity-header ${clientId}`],
      },
    );
  });

  it("keeps a large notification byte for byte", async (t: TestContext) => {
    const body = notification("established", { text: "é😀".repeat(20_000) });
    const status = await post(body);
    const rows = (await rig.readRows()).filter((row) => row["states"] === "established");
    t.assert.deepStrictEqual(
      {
        status,
        bodies: rows.map((row) => toKeptBody(row).equals(Buffer.from(body))),
        chunks: rows.map((row) => row["bodyChunks"]),
        calls: rows.map((row) => row["callId"]),
      },
      { status: 202, bodies: [true], chunks: [2], calls: [callId] },
    );
  });

  it("keeps 300 notifications of one call at once, a third of them twice, as 200 rows and 300 times 202 (D7)", async (t: TestContext) => {
    const bodies = Array.from({ length: 300 }, (_, index) => notification(`burst${index % 200}`));
    const statuses = await Promise.all(bodies.map(post));
    const rows = (await rig.readRows()).filter((row) => String(row["states"]).startsWith("burst"));
    t.assert.deepStrictEqual({ statuses: [...new Set(statuses)], rows: rows.length }, { statuses: [202], rows: 200 });
  });

  it("keeps notifications of calls with forbidden characters and of none", async (t: TestContext) => {
    const ids = ["a/b\\c#d?e\tf\u007f\u0085", "x".repeat(512), ""];
    const statuses = await Promise.all(
      ids.map((id) => post(notification("odd", { resourceUrl: "/none", resource: null, resourceData: { id, state: "odd" } }))),
    );
    const rows = (await rig.readRows()).filter((row) => row["states"] === "odd");
    t.assert.deepStrictEqual(
      { statuses, ids: new Set(rows.map((row) => row["callId"])) },
      { statuses: [202, 202, 202], ids: new Set<unknown>(ids) },
    );
  });

  it(
    "acknowledges nothing while the table is away, and comes back with it, made again (D13, F55)",
    { timeout: 60_000 },
    async (t: TestContext) => {
      await rig.killAzurite();
      const away = await post(notification("away"));
      await rig.startAzurite();
      const back = await post(notification("back"));
      t.assert.deepStrictEqual(
        { away, back, states: (await rig.readRows()).map((row) => row["states"]) },
        { away: 503, back: 202, states: ["back"] },
      );
    },
  );

  it("writes no token, no body and no person into its log", (t: TestContext) => {
    t.assert.doesNotMatch(host.output().stdout, /eyJ|callChainId|@odata/);
  });

  it("ends with 0 on SIGTERM, and has never loaded Node's fetch client, which would slow every cold start", async (t: TestContext) => {
    host.process.kill("SIGTERM");
    const loaded = /loaded: (.*)/.exec((await host.exited.then(() => host.output())).stderr)?.[1] ?? "";
    t.assert.deepStrictEqual(
      { exitCode: await host.exited, isListed: loaded.includes("NativeModule https"), hasFetch: loaded.includes("undici") },
      { exitCode: 0, isListed: true, hasFetch: false },
    );
  });
});

describe("the bundled host in a wrong environment", () => {
  it("ends with 2 and names every problem on stderr", async (t: TestContext) => {
    const wrong = startProcess(rig.bundle, [], { ...rig.environment, HOST_PORT: "x", HOST_STACK: "" }, rig.directory);
    t.assert.deepStrictEqual(
      { exitCode: await wrong.exited, ...wrong.output() },
      {
        exitCode: 2,
        stdout: "",
        stderr:
          "the environment of the callback host has 2 problem(s):\n  HOST_PORT is not a TCP port from 1 to 65535\n  HOST_STACK is missing; expected the name of the stack\n",
      },
    );
  });
});

describe("the bundled host on a port that is taken", () => {
  it("ends with 1 and says so in its log (F59)", async (t: TestContext) => {
    const taken = rig.identityPort;
    const second = startProcess(rig.bundle, [], { ...rig.environment, HOST_PORT: `${taken}` }, rig.directory);
    const exitCode = await second.exited;
    t.assert.deepStrictEqual({ exitCode, isSaid: second.output().stdout.includes("EADDRINUSE") }, { exitCode: 1, isSaid: true });
  });
});
