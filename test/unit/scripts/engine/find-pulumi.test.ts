// Finding a Pulumi CLI on PATH, with stand-ins for the command. Cannot prove what a real CLI of another version prints.
import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, describe, test } from "node:test";
import { findPulumi, requirePulumi } from "../../../../scripts/engine/find-pulumi.ts";

const directories: string[] = [];
after(() => directories.forEach((directory) => rmSync(directory, { recursive: true })));

function environmentWith(script: string | undefined): NodeJS.ProcessEnv {
  const directory = mkdtempSync(join(tmpdir(), "dialtone-cli-"));
  directories.push(directory);
  if (script !== undefined) {
    writeFileSync(join(directory, "pulumi"), `#!/bin/sh\n${script}\n`);
    chmodSync(join(directory, "pulumi"), 0o755);
  }
  return { PATH: directory };
}

describe("Pulumi CLI", { skip: process.platform === "win32" ? "the stand-ins are shell scripts" : false }, () => {
  test("is not there when PATH has none", async () => {
    assert.equal(await findPulumi(environmentWith(undefined)), undefined);
  });

  for (const [version, isNewEnough] of [
    ["v3.259.0", true],
    ["v3.300.1", true],
    ["v4.0.0", true],
    ["v3.258.9", false],
    ["v2.999.0", false],
  ] as const) {
    test(`of version ${version} is ${isNewEnough ? "" : "not "}new enough`, async () => {
      const found = await findPulumi(environmentWith(`echo ${version}`));
      assert.deepEqual({ version: found?.version, isNewEnough: found?.isNewEnough }, { version: version.slice(1), isNewEnough });
    });
  }

  test("that does not answer is not new enough", async () => {
    assert.equal((await findPulumi(environmentWith("exit 1")))?.isNewEnough, false);
  });

  test("is looked for as a shell does: a file that may not be executed, and a folder, are passed over", async () => {
    const [file, folder, real] = [environmentWith("echo v3.1.0"), environmentWith(undefined), environmentWith("echo v3.300.0")];
    chmodSync(join(file["PATH"] ?? "", "pulumi"), 0o644);
    mkdirSync(join(folder["PATH"] ?? "", "pulumi"));
    const found = await findPulumi({ PATH: [file, folder, real].map(({ PATH }) => PATH).join(delimiter) });
    assert.equal(found?.version, "3.300.0");
  });

  test("is asked without the user's settings, some of which make it fail", async () => {
    const environment = environmentWith('[ -z "$PULUMI_OPTION_PARALLEL$PULUMI_ACCESS_TOKEN" ] && echo v3.300.0');
    const found = await findPulumi({ ...environment, PULUMI_OPTION_PARALLEL: "1", PULUMI_ACCESS_TOKEN: "pul-0" });
    assert.equal(found?.version, "3.300.0");
  });

  test("that hangs is not waited for, and is not new enough", async () => {
    const startedAt = performance.now();
    const found = await findPulumi({ ...environmentWith("exec /bin/sleep 30") }, 300);
    assert.deepEqual({ version: found?.version, isNewEnough: found?.isNewEnough }, { version: "", isNewEnough: false });
    assert.ok(performance.now() - startedAt < 10_000);
  });

  test("that does not say its version is refused for that, by its path", async () => {
    const environment = environmentWith("echo hello");
    await assert.rejects(requirePulumi(environment), {
      code: "DT_USAGE_ENGINE",
      what: "what is called pulumi on PATH does not say its version",
      saw: `pulumi of an unknown version at ${join(environment["PATH"] ?? "", "pulumi")}`,
    });
  });

  test("is asked for in one sentence when it is missing", async () => {
    await assert.rejects(requirePulumi(environmentWith(undefined)), { code: "DT_USAGE_ENGINE", what: "there is no Pulumi CLI on PATH" });
  });

  test("is asked for in one sentence when it is too old", async () => {
    await assert.rejects(requirePulumi(environmentWith("echo v3.100.0")), {
      code: "DT_USAGE_ENGINE",
      what: "the Pulumi CLI on PATH is too old",
    });
  });
});
