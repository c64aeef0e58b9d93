// The mark as a tag's value, and as the CLI keeps it. Cannot prove that Pulumi Cloud takes it: it was tried on a file backend.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { test, type TestContext } from "node:test";
import { type GateMark, openGateMark, parseTagValue, toTagValue } from "../../../../infra/contract/gate-mark.ts";
import { findPulumi } from "../../../../scripts/engine/find-pulumi.ts";
import { createTemporaryDirectory } from "../../../helpers/temporary-directory.ts";

const mark: GateMark = { status: "proved", proof: "0a".repeat(32), at: "2026-11-26T01:02:03.004Z" };
const cli = await findPulumi(process.env);
const skip = cli?.isNewEnough === true ? false : "no Pulumi CLI of 3.259.0 or newer on PATH";

test("a tag's value holds the whole mark in less than the 256 characters that it may have", (t: TestContext) => {
  t.assert.deepStrictEqual(parseTagValue(toTagValue(mark)), mark);
  t.assert.ok(toTagValue({ ...mark, status: "unproved" }).length <= 256);
});

test("what no gate has written is no mark", (t: TestContext) => {
  const { proof, at } = mark;
  for (const text of [
    undefined,
    "",
    "proved",
    `proved ${proof}`,
    `passed ${proof} ${at}`,
    `proved ${proof.slice(1)} ${at}`,
    `proved ${proof} soon`,
  ])
    t.assert.strictEqual(parseTagValue(text), undefined);
});

test("the CLI keeps it beside the state, without a passphrase, under the stack's full name", { skip }, async (t: TestContext) => {
  const directory = createTemporaryDirectory();
  const backend = join(directory, "backend");
  mkdirSync(backend);
  const environment = {
    PATH: process.env["PATH"],
    PULUMI_BACKEND_URL: pathToFileURL(backend).href,
    PULUMI_HOME: join(directory, "home"),
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
  const name = "organization/dialtone/gate-mark";
  writeFileSync(join(directory, "Pulumi.yaml"), "name: dialtone\nruntime: nodejs\n");
  const env = { ...environment, PULUMI_CONFIG_PASSPHRASE: "x" };
  execFileSync("pulumi", ["stack", "init", name, "--non-interactive"], { env, cwd: directory, stdio: "ignore" });
  const marks = openGateMark(name, environment);
  t.assert.strictEqual(await marks.read(), undefined);
  await marks.write(mark);
  t.assert.deepStrictEqual(await marks.read(), mark);
  await marks.remove();
  t.assert.strictEqual(await marks.read(), undefined);
});
