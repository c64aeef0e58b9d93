// Proves how a command ends that is stopped while it loads, as a process. Cannot prove the time before Node itself is up.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { test, type TestContext } from "node:test";

const module = join(import.meta.dirname, "../../../../scripts/cloud/early-stop.ts");
const loading = `const { endOnEarlyStop } = await import(${JSON.stringify(module)}); const loaded = endOnEarlyStop();`;

/** The exit code, or the signal, of a process that is sent the signal once it says that it is ready. */
async function endOf(code: string, signalName: NodeJS.Signals): Promise<unknown> {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", code], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  child.kill(signalName);
  const [exitCode, signal] = (await once(child, "exit")) as [number | null, string | null];
  return exitCode ?? signal;
}

for (const signalName of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  test(`${signalName} while it loads ends it with 0`, async (t: TestContext) => {
    t.assert.strictEqual(await endOf(`${loading} console.log("ready"); setInterval(() => {}, 1000);`, signalName), 0);
  });
}

test("hands over once it is loaded", async (t: TestContext) => {
  t.assert.strictEqual(await endOf(`${loading} loaded(); console.log("ready"); setInterval(() => {}, 1000);`, "SIGTERM"), "SIGTERM");
});
