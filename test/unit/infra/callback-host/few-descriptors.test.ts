// Proves that the bundled host survives that its file descriptors run out, on Linux: it takes nobody new, and goes on as soon as some are free (F58).
// Cannot prove what a container's own limit is; Container Apps documents none.
import { execFileSync } from "node:child_process";
import { connect } from "node:net";
import type { Socket } from "node:net";
import { after, before, it } from "node:test";
import type { TestContext } from "node:test";
import { notification, toRequest } from "./host-fixture.ts";
import { startHostRig } from "./host-rig.ts";
import type { HostRig } from "./host-rig.ts";
import { sendRaw } from "./raw-connection.ts";

const descriptors = 256;

let rig: HostRig;
before(async () => {
  rig = await startHostRig();
});
after(() => rig.stop());

async function post(state: string): Promise<number | undefined> {
  const request = toRequest({ authorization: `Bearer ${rig.token()}`, body: notification(state) });
  const answer = await sendRaw(rig.port, request, { timeoutMs: 5_000 }).catch(() => undefined);
  return answer?.statuses[0];
}

async function openIdle(count: number): Promise<Socket[]> {
  const sockets = Array.from({ length: count }, () => connect(rig.port, "127.0.0.1").on("error", () => {}));
  await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once("connect", resolve).once("close", resolve))));
  return sockets;
}

it(
  `with ${descriptors} file descriptors and 400 connections, nothing is lost and the host goes on afterwards (F58)`,
  { skip: process.platform !== "linux", timeout: 60_000 },
  async (t: TestContext) => {
    const host = await rig.startHost();
    execFileSync("prlimit", ["--pid", `${host.process.pid}`, `--nofile=${descriptors}:${descriptors}`]);
    const idle = await openIdle(400);
    const crowded = await post("crowded");
    for (const socket of idle) socket.destroy();
    let later = await post("later");
    for (let attempt = 0; later !== 202 && attempt < 20; attempt += 1) {
      await new Promise((resolve) => {
        setTimeout(resolve, 100);
      });
      later = await post("later");
    }
    const rows = (await rig.readRows()).map((row) => row["states"]);
    t.assert.deepStrictEqual(
      { isHonest: crowded !== 202 || rows.includes("crowded"), later, kept: rows.includes("later"), exitCode: host.process.exitCode },
      { isHonest: true, later: 202, kept: true, exitCode: null },
    );
    t.diagnostic(`while crowded: ${crowded ?? "no answer"}; log: ${host.output().stdout.includes("defect") ? "a defect" : "no defect"}`);
  },
);
