/**
 * The real Pulumi CLI at the address of the state that bootstrap names. Needs it on PATH; skipped without, and said.
 * Cannot prove: its sign-in to blobs by token: Azurite takes an account key here; nor its driver for Key Vault's keys.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { after, before, describe, test, type TestContext } from "node:test";
import { toNames } from "../../../../scripts/bootstrap/names.ts";
import { createPulumiCommand } from "../../../../scripts/bootstrap/pulumi-cli.ts";
import { startAzuriteBlob, type AzuriteBlob } from "../../../helpers/azurite-blob.ts";
import { checkoutDirectory } from "../../../helpers/run-script.ts";
import { createTemporaryDirectory } from "../../../helpers/temporary-directory.ts";
import { subscriptionId } from "./bootstrap-fixture.ts";

const cliDirectory = (process.env["PATH"] ?? "")
  .split(delimiter)
  .find((directory) => statSync(join(directory, "pulumi"), { throwIfNoEntry: false })?.isFile() === true);
const skip = cliDirectory === undefined ? "there is no pulumi CLI on PATH" : false;

describe("the address of the state that bootstrap names", { skip }, () => {
  const root = createTemporaryDirectory();
  const { backendUrl, stateAccount, stateContainer } = toNames("prod", subscriptionId, "public");
  let blobs: AzuriteBlob;
  before(async () => {
    blobs = await startAzuriteBlob(root, stateAccount, stateContainer);
  });
  after(() => blobs.stop());

  test("is one at which the CLI keeps a stack in blobs, and the one that it answers", async (t: TestContext) => {
    copyFileSync(join(checkoutDirectory, "Pulumi.yaml"), join(root, "Pulumi.yaml"));
    const environment = {
      PATH: process.env["PATH"],
      HOME: root,
      PULUMI_HOME: join(root, "home"),
      PULUMI_CONFIG_PASSPHRASE: "of this test alone",
      AZURE_STORAGE_ACCOUNT: stateAccount,
      AZURE_STORAGE_KEY: blobs.accountKey,
      AZURE_STORAGE_DOMAIN: blobs.host,
      AZURE_STORAGE_PROTOCOL: "http",
      AZURE_STORAGE_IS_LOCAL_EMULATOR: "true",
    };
    const command = createPulumiCommand(environment, root, new AbortController().signal);
    await command.login(backendUrl);
    t.assert.strictEqual(await command.readLogin(), backendUrl);
    const run = (...commandArguments: string[]): string =>
      execFileSync(join(cliDirectory ?? "", "pulumi"), [...commandArguments, "--non-interactive"], {
        cwd: root,
        env: environment,
        encoding: "utf8",
      });
    run("stack", "init", "prod", "--secrets-provider", "passphrase");
    t.assert.deepStrictEqual(
      (JSON.parse(run("stack", "ls", "--json")) as { name: string }[]).map(({ name }) => name),
      ["prod"],
    );
  });
});
