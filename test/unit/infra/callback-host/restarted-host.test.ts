// Proves that a bundled host that was killed and started again still knows, by the table's keys alone, what it has stored.
// Cannot prove what 30 days do to a row: the keys are the same for ever, and nothing of ours removes a row.
import { once } from "node:events";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import type { TestContext } from "node:test";
import { startStoreProxy } from "../../../bench/host-load/store-proxy.ts";
import type { StoreProxy } from "../../../bench/host-load/store-proxy.ts";
import { notification, toRequest } from "./host-fixture.ts";
import type { RunningProcess } from "./host-process.ts";
import { startHostRig } from "./host-rig.ts";
import type { HostRig } from "./host-rig.ts";
import { sendRaw } from "./raw-connection.ts";

let rig: HostRig;
let proxy: StoreProxy;
let host: RunningProcess;

before(async () => {
  rig = await startHostRig();
  proxy = await startStoreProxy(rig);
});
after(async () => {
  proxy.stop();
  await rig.stop();
});
beforeEach(async () => {
  host = await startHost();
});
afterEach(kill);

function startHost(): Promise<RunningProcess> {
  return rig.startHost({ environment: { HOST_TABLE_ENDPOINT: `https://localhost:${proxy.port}/devstoreaccount1` } });
}

async function kill(): Promise<void> {
  if (host.process.exitCode !== null || host.process.signalCode !== null) return;
  host.process.kill("SIGKILL");
  await once(host.process, "exit");
}

async function post(state: string): Promise<number | undefined> {
  const request = toRequest({ authorization: `Bearer ${rig.token()}`, body: notification(state) });
  return (await sendRaw(rig.port, request, { timeoutMs: 10_000 })).statuses[0];
}

async function countRows(state: string): Promise<number> {
  const rows = await rig.readRows();
  return rows.filter((row) => String(row["states"]) === state).length;
}

describe("a host that was killed and started again", () => {
  it("takes a notification of before as the row that it is (D3)", async (t: TestContext) => {
    const before = await post("first");
    await kill();
    host = await startHost();
    t.assert.deepStrictEqual({ before, after: await post("first"), rows: await countRows("first") }, { before: 202, after: 202, rows: 1 });
  });

  it("answers 202 to what it had stored and not yet answered, and keeps one row (D11)", async (t: TestContext) => {
    proxy.fault = "withheld-answer";
    const unanswered = post("unanswered");
    while ((await countRows("unanswered")) === 0);
    await kill();
    proxy.fault = "none";
    host = await startHost();
    t.assert.deepStrictEqual(
      { before: await unanswered, after: await post("unanswered"), rows: await countRows("unanswered") },
      { before: undefined, after: 202, rows: 1 },
    );
  });
});
