/**
 * The other stories that need the real engine: the commands around `pulumi up`, the gate, two environments. The command
 * itself compares every step with the story's file; here it is that each one ends as listed. Needs the Pulumi CLI on PATH;
 * skipped without, and said. Cannot prove: what Pulumi's own plugins do; the rehearsal attaches stand-ins.
 */
import { describe, test, type TestContext } from "node:test";
import { changeStories, faultStories, loadEngineStories } from "../helpers/engine-stories.ts";
import { runScript } from "../helpers/run-script.ts";

const { stories, skip } = await loadEngineStories();
const others = stories.filter(({ name }) => ![...faultStories, ...changeStories].includes(name));
/** What issue E asks for with the real engine: none may go from the list unnoticed. */
const asked = ["gate", "rotate", "rotate-interrupted", "teardown", "teardown-group-gone", "two-environments"];

describe("a story of a command around pulumi up", { skip }, () => {
  for (const { name, exitCode } of others) {
    test(`${name} ends with ${exitCode}, as listed`, async (t: TestContext) => {
      const end = await runScript("rehearse", ["--scenario", name]);
      t.assert.strictEqual(end.exitCode, exitCode, end.stderr.split("\n").slice(-12).join("\n"));
    });
  }

  test("none of those that issue E asks for is missing", (t: TestContext) => {
    const names = others.map(({ name }) => name);
    t.assert.deepStrictEqual(
      asked.filter((name) => !names.includes(name)),
      [],
    );
  });
});
