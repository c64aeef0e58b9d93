/**
 * The stories of what changes under a stack, by hand or by its configuration, each played by the real engine. The command
 * itself compares every step with the story's file; here it is that each one ends as listed. Needs the Pulumi CLI on PATH;
 * skipped without, and said. Cannot prove: what Pulumi's own plugins do; the rehearsal attaches stand-ins.
 */
import { describe, test, type TestContext } from "node:test";
import { changeStories, loadEngineStories } from "../helpers/engine-stories.ts";
import { runScript } from "../helpers/run-script.ts";

const { stories, skip } = await loadEngineStories();

describe("a story of a change", { skip }, () => {
  for (const name of changeStories) {
    const exitCode = stories.find((story) => story.name === name)?.exitCode;
    test(`${name} ends with ${exitCode}, as listed`, async (t: TestContext) => {
      t.assert.notStrictEqual(exitCode, undefined, "it is not listed");
      const end = await runScript("rehearse", ["--scenario", name]);
      t.assert.strictEqual(end.exitCode, exitCode, end.stderr.split("\n").slice(-12).join("\n"));
    });
  }
});
