// The user's stack through the user's CLI: a project directory, a file:// backend and a state that was imported.
// Cannot prove preview and up: plain Pulumi runs a program with its Node language host, which is not at hand.
import { cpSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, before, test, type TestContext } from "node:test";
import { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";
import { findPulumi } from "../../../../scripts/engine/find-pulumi.ts";
import { openUserStack } from "../../../../scripts/stack/user-stack.ts";
import { createTemporaryDirectory } from "../../../helpers/temporary-directory.ts";
import { exampleOutputs } from "../engine/example-outputs.ts";

const checkout = resolve(import.meta.dirname, "../../../..");
const cli = await findPulumi();
const skip = cli?.isNewEnough === true ? false : "no Pulumi CLI of 3.259.0 or newer on PATH";
const { signal } = new AbortController();

test("without a CLI it is refused with one sentence", async (t: TestContext) => {
  await t.assert.rejects(openUserStack("dev", { PATH: "" }, { signal }), {
    code: "DT_USAGE_ENGINE",
    fix: "install it (https://www.pulumi.com/docs/install): only it can work on a stack",
  });
});

describe("a stack of the user's", { skip }, () => {
  const directory = createTemporaryDirectory();
  const [workDir, home, backend] = ["work", "home", "backend"].map((name) => join(directory, name)) as [string, string, string];
  const environment = {
    PATH: process.env["PATH"],
    PULUMI_BACKEND_URL: pathToFileURL(backend).href,
    PULUMI_HOME: home,
    PULUMI_CONFIG_PASSPHRASE: "a passphrase of this test",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
  const urn = "urn:pulumi:prod::dialtone::pulumi:pulumi:Stack::dialtone-prod";

  before(async () => {
    for (const path of [workDir, home, backend]) mkdirSync(path);
    for (const file of ["Pulumi.yaml", "infra/index.ts"]) cpSync(join(checkout, file), join(workDir, file));
    const { PATH: _path, ...envVars } = environment;
    const made = await LocalWorkspace.createStack({ stackName: "prod", workDir }, { envVars });
    const exported = await made.exportStack();
    const outputs = { dialtone: { ...exampleOutputs, stack: "prod" } };
    const resources = [{ urn, type: "pulumi:pulumi:Stack", custom: false, outputs }];
    await made.importStack({ ...exported, deployment: { ...(exported.deployment as object), resources } });
  });

  test("one that is not there is refused by name", async (t: TestContext) => {
    await t.assert.rejects(openUserStack("nowhere", environment, { signal }, workDir), {
      code: "DT_USAGE_STACK",
      what: 'there is no stack "nowhere"',
    });
  });

  test("a passphrase that is not there is said in the CLI's own words", async (t: TestContext) => {
    const { PULUMI_BACKEND_URL: _backend, ...without } = environment;
    await t.assert.rejects(openUserStack("prod", { ...without, PULUMI_BACKEND_URL: "file:///nowhere/at/all" }, { signal }, workDir), {
      code: "DT_USAGE_STACK",
      what: 'stack "prod" cannot be opened',
    });
  });

  test("a damaged state is refused before anything is asked, by the stack's full name, too", async (t: TestContext) => {
    const file = join(backend, ".pulumi", "stacks", "dialtone", "prod.json");
    const good = readFileSync(file);
    truncateSync(file, 100);
    for (const name of ["prod", "organization/dialtone/prod"])
      await t.assert.rejects(openUserStack(name, environment, { signal }, workDir), {
        code: "DT_USAGE_STACK",
        saw: /^100 bytes that are no JSON/,
      });
    writeFileSync(file, good);
  });

  test("gives outputs and state, edits configuration that the CLI then reads, and destroys", async (t: TestContext) => {
    const stack = await openUserStack("prod", environment, { signal }, workDir);
    t.assert.strictEqual((await stack.outputs())?.stack, "prod");
    t.assert.deepStrictEqual(
      ((await stack.readState()).resources ?? []).map((resource) => resource.urn),
      [urn],
    );
    stack.configure({ displayName: "Dialtone prod", callees: ["11111111-1111-4111-8111-111111111111"] });
    const { displayName, callees, protect } = await stack.readConfiguration();
    // `protect` stands in no stack file: Pulumi.yaml gives it.
    t.assert.deepStrictEqual(
      { displayName, callees, protect },
      { displayName: "Dialtone prod", callees: ["11111111-1111-4111-8111-111111111111"], protect: false },
    );
    t.assert.deepStrictEqual((await stack.previewDestroy(() => {})).counts, { delete: 1 });
    t.assert.deepStrictEqual((await stack.destroy(() => {})).counts, { delete: 1 });
    t.assert.strictEqual(await stack.outputs(), undefined);
  });
});
