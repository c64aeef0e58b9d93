// How a state leaves the CLI and comes back: with a shell script in place of the CLI, which writes down what it was asked.
// Cannot prove that the CLI keeps ciphertext as it is; the stories engine-killed and created-then-lost go on from it.
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { exportState, importState } from "../../../../scripts/stack/state-transfer.ts";
import { createTemporaryDirectory } from "../../../helpers/temporary-directory.ts";

const directory = createTemporaryDirectory();
const command = join(directory, "pulumi");
const exported = { version: 3, deployment: { resources: [] } };

function write(script: string): void {
  writeFileSync(command, `#!/bin/sh\necho "$@" >> ${directory}/asked\n${script}\n`);
  chmodSync(command, 0o755);
  writeFileSync(join(directory, "asked"), "");
}
const asked = (): string => readFileSync(join(directory, "asked"), "utf8").trim();
const stack = { name: "dev", workspace: { workDir: directory, envVars: {}, pulumiCommand: { command } } } as unknown as Stack;

describe("a state", { skip: process.platform === "win32" ? "the CLI is a shell script here" : false }, () => {
  test("is exported without asking for its secrets in clear", async (t: TestContext) => {
    write(`echo '${JSON.stringify(exported)}'`);
    t.assert.deepStrictEqual(await exportState(stack), exported);
    t.assert.strictEqual(asked(), "stack export --stack dev --non-interactive");
  });

  test("that the CLI cannot read is the user's to restore, and no bug of ours", async (t: TestContext) => {
    write("echo 'error: failed to load checkpoint: unexpected end of JSON input' >&2; exit 1");
    await t.assert.rejects(exportState(stack), {
      code: "DT_USAGE_STACK",
      saw: "pulumi stack export ended with 1: error: failed to load checkpoint: unexpected end of JSON input",
    });
  });

  test("is imported from stdin: no file of it is written anywhere", async (t: TestContext) => {
    write(`cat > ${directory}/read`);
    await importState(stack, exported);
    t.assert.deepStrictEqual(JSON.parse(readFileSync(join(directory, "read"), "utf8")), exported);
    t.assert.strictEqual(asked(), "stack import --stack dev --non-interactive");
  });

  test("that the CLI refuses is told with the CLI's words", async (t: TestContext) => {
    write("echo 'error: bad value' >&2; exit 1");
    await t.assert.rejects(importState(stack, exported), { message: "pulumi stack import ended with 1: error: bad value" });
  });
});
