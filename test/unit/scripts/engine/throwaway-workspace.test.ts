// Where the real engine of a rehearsal writes, with a user's Pulumi settings around it. Cannot prove that the CLI reads
// nothing else; test/e2e/pulumi-up.test.ts gives it a home of its own.
import { statSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { test, type TestContext } from "node:test";
import { createThrowawayWorkspace } from "../../../../scripts/engine/throwaway-workspace.ts";
import { createTemporaryDirectory } from "../../../helpers/temporary-directory.ts";

const directory = createTemporaryDirectory();

test("no Pulumi setting of the user's reaches the engine, in whatever case it is written", (t: TestContext) => {
  const user = {
    PULUMI_HOME: "/home/user/.pulumi",
    PULUMI_ACCESS_TOKEN: "pul-0000",
    PULUMI_BACKEND_URL: "https://api.pulumi.com",
    PULUMI_STACK: "prod",
    PULUMI_CONFIG_PASSPHRASE: "the user's",
    PULUMI_CONFIG: "{}",
    pulumi_debug_commands: "true",
    PATH: "/usr/bin",
  };
  const variables = createThrowawayWorkspace(directory).toVariables(user);
  t.assert.deepStrictEqual(variables, {
    PATH: "/usr/bin",
    PULUMI_BACKEND_URL: pathToFileURL(join(directory, "backend")).href,
    PULUMI_HOME: join(directory, "home"),
    PULUMI_CONFIG_PASSPHRASE_FILE: join(directory, "passphrase"),
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
  });
});

test("the passphrase is made once a directory, for nobody else to read", (t: TestContext) => {
  const file = join(directory, "passphrase");
  const first = readFileSync(file, "utf8");
  createThrowawayWorkspace(directory);
  t.assert.strictEqual(readFileSync(file, "utf8"), first);
  if (process.platform !== "win32") t.assert.strictEqual(statSync(file).mode & 0o777, 0o600);
});
