// Proves that what a fixture starts ends with the process that started it. Cannot prove it for a program that stops its event loop.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";

/** Gone, or about to be: an orphan that has ended waits for whoever adopted it. */
async function ends(processId: number, deadlineMs: number): Promise<boolean> {
  for (const startedAt = performance.now(); performance.now() - startedAt < deadlineMs;) {
    try {
      process.kill(processId, 0);
    } catch {
      return true;
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
  return false;
}

test("a program that a fixture started ends when the fixture is killed", async (t: TestContext) => {
  const directory = mkdtempSync(join(tmpdir(), "host-process-"));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  const program = join(directory, "program.mjs");
  writeFileSync(program, `setInterval(() => {}, 1000);\n`);
  const fixture = join(directory, "fixture.mjs");
  const helper = new URL("host-process.ts", import.meta.url).href;
  writeFileSync(
    fixture,
    `import { startProcess } from ${JSON.stringify(helper)};\n` +
      `console.log(startProcess(${JSON.stringify(program)}, [], {}, ${JSON.stringify(directory)}).process.pid);\n`,
  );
  const runner = spawn(process.execPath, [fixture], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(runner.stdout, "data")) as [Buffer];
  const processId = Number(line.toString());
  runner.kill("SIGKILL");
  await once(runner, "exit");
  const isGone = await ends(processId, 5_000);
  if (!isGone) process.kill(processId, "SIGKILL");
  t.assert.strictEqual(isGone, true);
});
