/** Cannot prove: that the words help everybody; they are compared where a script would read them. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { checkoutDirectory, runScript } from "../helpers/run-script.ts";

test("--list --json names every scenario file with its summary and exit code, the default one first", async (t: TestContext) => {
  const { exitCode, stdout } = await runScript("rehearse", ["--list", "--json"]);
  const { scenarios } = JSON.parse(stdout) as { scenarios: { name: string; summary: string; exitCode: number }[] };
  const files = readdirSync(join(checkoutDirectory, "test", "cloud", "scenarios")).filter(
    (file) => file.endsWith(".ts") && file !== "scenario.ts",
  );
  t.assert.strictEqual(exitCode, 0);
  t.assert.deepStrictEqual(scenarios.map(({ name }) => `${name}.ts`).sort(), files.sort());
  t.assert.strictEqual(scenarios[0]?.name, "default");
  const stories = {
    default: 0,
    "consent-missing": 11,
    "consent-manual": 4,
    "consent-manual-granted": 0,
    "consent-late": 0,
    "callbacks-silent": 16,
    "nobody-answers": 0,
  };
  const codes = new Map(scenarios.map((scenario) => [scenario.name, scenario.exitCode]));
  t.assert.deepStrictEqual(
    Object.keys(stories).map((name) => [name, codes.get(name)]),
    Object.entries(stories),
  );
});

test("an unknown scenario ends with 2 and the list", async (t: TestContext) => {
  const { exitCode, stdout, stderr } = await runScript("rehearse", ["--scenario", "nonsense"]);
  t.assert.strictEqual(exitCode, 2);
  t.assert.strictEqual(stdout, "");
  t.assert.match(stderr, /DT_USAGE_SCENARIO/);
  for (const name of [
    "default",
    "callbacks-silent",
    "consent-late",
    "consent-manual",
    "consent-manual-granted",
    "consent-missing",
    "nobody-answers",
  ]) {
    t.assert.match(stderr, new RegExp(`[ ]${name}(?:,|\n)`));
  }
});

test("unknown flags end with 2, all of them named at once", async (t: TestContext) => {
  const { exitCode, stderr } = await runScript("rehearse", ["--nonsense", "--engine", "teapot", "word"]);
  t.assert.strictEqual(exitCode, 2);
  t.assert.match(stderr, /--nonsense is not a flag.*"word" belongs to no flag.*--engine is teapot/s);
});

test("an unknown stack ends with 2 and names the file that it looked for, before anything starts", async (t: TestContext) => {
  const { exitCode, stderr } = await runScript("rehearse", ["--stack", "nowhere"]);
  t.assert.match(stderr, /^✘ DT_USAGE_STACK/);
  t.assert.strictEqual(exitCode, 2);
  t.assert.match(stderr, /Pulumi\.nowhere\.yaml/);
});

for (const name of ["rehearse", "cloud", "verify"]) {
  test(`${name} --help lists its flags and the exit codes on stdout`, async (t: TestContext) => {
    const { exitCode, stdout, stderr } = await runScript(name, ["--help"]);
    t.assert.deepStrictEqual({ exitCode, stderr }, { exitCode: 0, stderr: "" });
    t.assert.match(stdout, /Flags:/);
    for (const code of [0, 1, 2, 3, 4, 10, 11, 12, 13, 14, 15, 16, 130, 143]) t.assert.match(stdout, new RegExp(`^\\s+${code} `, "m"));
  });
}

test("a folder that evidence cannot be kept in ends with 2, before the cloud starts", async (t: TestContext) => {
  const { exitCode, stdout, stderr } = await runScript("rehearse", ["--json", "--evidence", join(checkoutDirectory, "package.json")]);
  t.assert.deepStrictEqual([exitCode, stdout], [2, ""]);
  t.assert.match(stderr, /DT_USAGE_FLAG/);
  t.assert.doesNotMatch(stderr, /a simulated Microsoft cloud starts/);
});
