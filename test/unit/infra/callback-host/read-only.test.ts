// Proves that Node, started as the image starts it, refuses to write a file, to start a process and to load native code.
// Cannot prove that the image starts so; build-template.test.ts and the rehearsal read the same Dockerfile.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import type { TestContext } from "node:test";
import { promisify } from "node:util";
import { readEntrypointFlags } from "./host-process.ts";

const file = join(tmpdir(), `dialtone-read-only-${process.pid}`);

for (const [title, program] of [
  ["write a file", `require("fs").writeFileSync(${JSON.stringify(file)}, "x")`],
  ["make a directory", `require("fs").mkdirSync(${JSON.stringify(file)})`],
  ["start a process", 'require("child_process").spawnSync("true")'],
  ["start a worker", 'new (require("worker_threads").Worker)("0", { eval: true })'],
  ["load native code", 'process.dlopen({ exports: {} }, "/none.node")'],
] as const) {
  it(`the image's Node refuses to ${title}`, async (t: TestContext) => {
    const run = promisify(execFile)(process.execPath, [...readEntrypointFlags(), "-e", program]);
    await t.assert.rejects(run, (error: Error & { stderr?: string }) => /ERR_(?:ACCESS_DENIED|DLOPEN_DISABLED)/.test(error.stderr ?? ""));
    t.assert.strictEqual(existsSync(file), false);
  });
}
