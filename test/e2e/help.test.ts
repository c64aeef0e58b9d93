/** Cannot prove: that a command ends with the code that its help names; each command's own tests do. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import { exitCode } from "../../infra/contract/exit-code.ts";
import { checkoutDirectory, startProgram } from "../helpers/run-script.ts";

const { scripts } = JSON.parse(readFileSync(join(checkoutDirectory, "package.json"), "utf8")) as { scripts: Record<string, string> };
/** Commands of ours, tests and benches included; the others are other people's programs. */
const commands = Object.keys(scripts).filter((name) => scripts[name]?.startsWith("node --import ./scripts/node-version.mjs") === true);

describe("--help", { concurrency: 2 }, () => {
  for (const name of commands) {
    test(`of npm run ${name} says what it does, how it is used, and its exit codes, and does nothing`, async (t: TestContext) => {
      const environment = { PATH: process.env["PATH"], HOME: process.env["HOME"] };
      const end = await startProgram("npm", ["run", "--silent", name, "--", "--help"], { environment }).ended;
      t.assert.deepStrictEqual([end.exitCode, end.stderr], [0, ""]);
      const [before = "", codes = ""] = end.stdout.split("\nExit codes:\n");
      t.assert.match(before, /^[A-Z][^]*\n\nUsage: npm (?:run|test)/);
      for (const code of [exitCode.done, exitCode.bug, exitCode.usage]) t.assert.match(codes, new RegExp(`^ +${code}  \\w`, "m"));
    });
  }

  test("is there for every command that people and pipelines run", (t: TestContext) => {
    for (const name of ["rehearse", "cloud", "bootstrap", "verify", "rotate", "teardown", "recover", "explain"])
      t.assert.ok(commands.includes(name), name);
  });
});
