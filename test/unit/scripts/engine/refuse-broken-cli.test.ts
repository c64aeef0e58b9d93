// A CLI that says a good version and then does not work. Cannot prove what a real, half installed one says.
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import { openPulumiStack } from "../../../../scripts/engine/pulumi-engine.ts";
import { refuseBrokenCli } from "../../../../scripts/engine/refuse-broken-cli.ts";
import { createTemporaryDirectory } from "../../../helpers/temporary-directory.ts";

const directory = createTemporaryDirectory();
const cli = { command: "/usr/bin/pulumi", version: "3.300.0", isNewEnough: true };

describe("a Pulumi CLI that", { skip: process.platform === "win32" ? "the stand-in is a shell script" : false }, () => {
  test("fails at everything but its version is refused with its words, and is no bug of ours", async (t: TestContext) => {
    const folder = join(directory, "bin");
    mkdirSync(folder);
    writeFileSync(
      join(folder, "pulumi"),
      '#!/bin/sh\n[ "$1" = version ] && { echo v3.300.0; exit; }\necho "error: no such plugin" >&2\nexit 7\n',
    );
    chmodSync(join(folder, "pulumi"), 0o755);
    const path = process.env["PATH"];
    process.env["PATH"] = `${folder}:${path ?? ""}`; // the Automation API takes this process's own
    try {
      const opening = openPulumiStack({
        stackName: "dev",
        program: () => Promise.resolve({}),
        debugProviders: "",
        environment: process.env,
        directory: join(directory, "engine"),
      });
      await t.assert.rejects(opening, {
        code: "DT_USAGE_ENGINE",
        what: "the Pulumi CLI on PATH does not open a stack",
        saw: `${join(folder, "pulumi")} (3.300.0) said: no such plugin`,
      });
    } finally {
      process.env["PATH"] = path;
    }
  });

  test("never answers is not waited for", async (t: TestContext) => {
    await t.assert.rejects(refuseBrokenCli(cli, new Promise(() => {}), 20), {
      code: "DT_USAGE_ENGINE",
      saw: "/usr/bin/pulumi (3.300.0) did not answer within 0.02 s",
    });
  });

  test("works is left alone, and so is an error that is not the CLI's", async (t: TestContext) => {
    t.assert.strictEqual(await refuseBrokenCli(cli, Promise.resolve("opened"), 20), "opened");
    await t.assert.rejects(refuseBrokenCli(cli, Promise.reject(new TypeError("ours")), 20), TypeError);
  });
});
