/**
 * What `npm run bootstrap` does with the real Pulumi CLI: stack, key, login. Needs it on PATH; skipped without, and said.
 * Cannot prove: the CLI's drivers for Azure's blobs and keys; a directory and a passphrase stand in for them here, and
 * test/unit/scripts/bootstrap/pulumi-cli.test.ts asks the one for blobs.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { after, before, describe, test, type TestContext } from "node:test";
import { parse, parseDocument } from "yaml";
import { parseEvidence } from "../helpers/evidence.ts";
import { ableSeed, calleeName, openBootstrapWorld, type BootstrapWorld } from "../helpers/bootstrap-world.ts";
import { runScript, type ScriptEnd } from "../helpers/run-script.ts";
import { createTemporaryDirectory } from "../helpers/temporary-directory.ts";

const cliDirectory = (process.env["PATH"] ?? "")
  .split(delimiter)
  .find((directory) => statSync(join(directory, "pulumi"), { throwIfNoEntry: false })?.isFile() === true);
const skip = cliDirectory === undefined ? "there is no pulumi CLI on PATH" : false;

interface Result {
  readonly outcome: string;
  readonly steps: readonly { readonly name: string; readonly isApplied: boolean }[];
}

describe("npm run bootstrap with a Pulumi CLI", { skip }, () => {
  const root = createTemporaryDirectory();
  let world: BootstrapWorld;
  let first: ScriptEnd;
  const applied = (end: ScriptEnd): readonly string[] =>
    (JSON.parse(end.stdout) as Result).steps.filter(({ isApplied }) => isApplied).map(({ name }) => name);
  const pulumi = (...commandArguments: string[]): string =>
    execFileSync(join(cliDirectory ?? "", "pulumi"), commandArguments, {
      cwd: world.directory,
      encoding: "utf8",
      env: {
        ...process.env,
        HOME: root,
        PULUMI_HOME: join(root, "home"),
        PULUMI_CONFIG_PASSPHRASE_FILE: join(root, "passphrase"),
        PULUMI_SKIP_UPDATE_CHECK: "true",
      },
    });
  const file = (): string => join(world.directory, "Pulumi.prod.yaml");

  before(async () => {
    world = await openBootstrapWorld(root, undefined, cliDirectory);
    first = await world.start(["--stack=prod", "--location=swedencentral", `--callee=${calleeName}`, "--json"]).ended;
  });
  after(() => world.cloud.stop());

  test("makes the stack and logs in, in a backend of the environment's own", (t: TestContext) => {
    t.assert.strictEqual(first.exitCode, 0, first.stderr);
    t.assert.ok(["stack", "login", "configuration"].every((name) => applied(first).includes(name)));
    // No backend is named: the login is what finds it.
    t.assert.deepStrictEqual(
      (JSON.parse(pulumi("stack", "ls", "--json")) as { name: string }[]).map(({ name }) => name),
      ["prod"],
    );
  });

  test("writes a configuration that the CLI itself reads", (t: TestContext) => {
    const config = JSON.parse(pulumi("config", "--stack", "prod", "--json")) as Record<string, { value: string }>;
    t.assert.deepStrictEqual(
      [config["dialtone:location"]?.value, config["dialtone:displayName"]?.value],
      ["swedencentral", "Dialtone prod"],
    );
  });

  test("run again, asks the CLI for no change", async (t: TestContext) => {
    const end = await world.start(["--stack=prod", "--json"]).ended;
    t.assert.deepStrictEqual([end.exitCode, (JSON.parse(end.stdout) as Result).outcome], [0, "nothing-to-do"], end.stderr);
  });

  test("writes the stack's key down where a run died before it was, and keeps the rest of the file", async (t: TestContext) => {
    const document = parseDocument(readFileSync(file(), "utf8"));
    document.delete("encryptionsalt");
    writeFileSync(file(), document.toString({ lineWidth: 0 }));
    const end = await world.start(["--stack=prod", "--json"]).ended;
    t.assert.deepStrictEqual([end.exitCode, applied(end)], [0, ["stack"]], end.stderr);
    const content = parse(readFileSync(file(), "utf8")) as { encryptionsalt?: string; config: Record<string, unknown> };
    t.assert.match(content.encryptionsalt ?? "", /^v1:/);
    t.assert.strictEqual(content.config["dialtone:location"], "swedencentral");
    t.assert.match(readFileSync(file(), "utf8"), /# Azure region, by its short name\./);
  });
});

describe("npm run bootstrap with a backend of one's own", { skip }, () => {
  const root = createTemporaryDirectory();
  let world: BootstrapWorld;
  const start = (backend: string): Promise<ScriptEnd> =>
    world.start(["--stack=prod", "--location=swedencentral", `--callee=${calleeName}`, `--backend=${backend}`, "--json"], {
      PULUMI_CONFIG_PASSPHRASE: "of this test alone",
    }).ended;
  const findingOf = (end: ScriptEnd): { readonly saw: string; readonly stops: boolean } | undefined =>
    (JSON.parse(end.stdout) as { findings: { check: string; saw: string; stops: boolean }[] }).findings.find(
      ({ check }) => check === "backend",
    );
  before(async () => {
    world = await openBootstrapWorld(root, { ...ableSeed, subscription: { unregistered: ["Microsoft.App"] } }, cliDirectory);
  });
  after(() => world.cloud.stop());

  test("that cannot be reached stops before the first change, in the CLI's words", async (t: TestContext) => {
    const [nowhere, cloud] = [await start(`file://${root}/nowhere`), await start("https://api.pulumi.com")];
    t.assert.deepStrictEqual([nowhere.exitCode, cloud.exitCode, world.writes()], [2, 2, []], nowhere.stderr);
    t.assert.match(findingOf(nowhere)?.saw ?? "", /no such file or directory/);
    t.assert.match(findingOf(cloud)?.saw ?? "", /PULUMI_ACCESS_TOKEN/);
  });

  test("makes the stack there, and a second run changes nothing", async (t: TestContext) => {
    mkdirSync(join(root, "own"));
    const first = await start(`file://${root}/own`);
    t.assert.strictEqual(first.exitCode, 0, first.stderr);
    t.assert.ok(statSync(join(root, "own/.pulumi/stacks/dialtone/prod.json")).isFile());
    t.assert.strictEqual((JSON.parse((await start(`file://${root}/own`)).stdout) as Result).outcome, "nothing-to-do");
  });
});

describe("npm run rehearse -- --scenario bootstrap --engine pulumi", { skip }, () => {
  test("deploys into the stack that bootstrap made, and proves the call", async (t: TestContext) => {
    const end = await runScript("rehearse", ["--scenario", "bootstrap", "--engine", "pulumi", "--json"]);
    t.assert.strictEqual(end.exitCode, 0, end.stderr);
    const { engine, outcome } = parseEvidence(end.stdout);
    t.assert.deepStrictEqual({ engine, outcome }, { engine: "pulumi", outcome: "proved" });
    t.assert.match(end.stderr, /\+ stack dev in azblob:[^]*31 resources by pulumi/);
  });
});
