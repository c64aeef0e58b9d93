/**
 * The rehearsal on the real Pulumi engine, read from outside. Needs the Pulumi CLI on PATH; skipped without, and said.
 * Cannot prove: plain `pulumi up`; that is test/e2e/pulumi-up.test.ts.
 */
import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { before, describe, test, type TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { parseEvidence } from "../helpers/evidence.ts";
import { runScript, type ScriptEnd } from "../helpers/run-script.ts";
import { createTemporaryDirectory } from "../helpers/temporary-directory.ts";

const directory = createTemporaryDirectory();

const hasCli = (process.env["PATH"] ?? "")
  .split(delimiter)
  .some((directory) => statSync(join(directory, "pulumi"), { throwIfNoEntry: false })?.isFile() === true);
const skip = hasCli ? false : "there is no pulumi CLI on PATH";

describe("npm run rehearse -- --engine pulumi", { skip }, () => {
  test("proves the call and says in its evidence that it was the real engine", async (t: TestContext) => {
    // A user's settings: another home, backend, stack and passphrase, none of them read or written.
    const [userHome, home, backend] = ["user", "home", "backend"].map((name) => join(directory, name)) as [string, string, string];
    for (const path of [userHome, home, backend]) mkdirSync(path);
    const environment = {
      ...process.env,
      HOME: userHome,
      PULUMI_HOME: home,
      PULUMI_BACKEND_URL: pathToFileURL(backend).href,
      PULUMI_ACCESS_TOKEN: "pul-0000000000000000000000000000000000000000",
      PULUMI_STACK: "prod",
      PULUMI_CONFIG_PASSPHRASE: "the user's",
      PULUMI_DEBUG_PROVIDERS: "azuread:1,azure-native:1",
    };
    const end = await runScript("rehearse", ["--engine", "pulumi", "--json"], { environment });
    t.assert.strictEqual(end.exitCode, 0, end.stderr);
    t.assert.deepStrictEqual([readdirSync(home), readdirSync(backend), existsSync(join(userHome, ".pulumi"))], [[], [], false]);
    const { engine, engineVersion, outcome } = parseEvidence(end.stdout);
    t.assert.deepStrictEqual({ engine, outcome }, { engine: "pulumi", outcome: "proved" });
    t.assert.match(engineVersion ?? "", /^\d+\.\d+\.\d+/);
    t.assert.match(end.stderr, /31 resources by pulumi \d+\.\d+\.\d+/);
  });
});

describe("npm run rehearse -- --scenario lifecycle", { skip }, () => {
  let end: ScriptEnd;
  before(async () => {
    end = await runScript("rehearse", ["--scenario", "lifecycle", "--json"]);
  });

  test("ends with 0", (t: TestContext) => {
    t.assert.strictEqual(end.exitCode, 0, end.stderr);
  });

  test("prints each step with the engine's own counts", (t: TestContext) => {
    const steps = [...end.stderr.matchAll(/ engine {6}(\w+: .*)/g)].map(([, step]) => step);
    t.assert.deepStrictEqual(steps, [
      "preview: create 31",
      "up: create 31",
      "up: same 31",
      "preview: same 31",
      "refresh: delete 3, same 27, update 1",
      "up: create 3, same 26, update 2",
      "up: same 31",
      "up: same 21, update 10",
      "up: replace 1, same 29, update 1",
      "destroy: delete 31",
    ]);
  });

  test("names what Azure keeps, and finds no write to Microsoft Graph's own service principal", (t: TestContext) => {
    t.assert.match(
      end.stderr,
      /left behind: deleted application \S.*, deleted service principal \S.*, deleted vault dialtone-vault[0-9a-f]{8}\n/,
    );
    t.assert.match(end.stderr, /Microsoft Graph's own service principal: 0 writes, 0 deletes/);
    t.assert.match(end.stderr, /credentials were issued; 0 of them are in \d+ characters of state, events, outputs and words/);
  });
});

test("the scenario lifecycle ends with 3 and one sentence where there is no CLI", async (t: TestContext) => {
  const end = await runScript("rehearse", ["--scenario", "lifecycle"], { environment: { PATH: "", HOME: process.env["HOME"] } });
  t.assert.strictEqual(end.exitCode, 3, end.stderr);
  t.assert.match(end.stderr, /DT_UNCERTAIN_ENGINE/);
});
