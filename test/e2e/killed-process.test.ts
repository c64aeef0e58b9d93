/**
 * SIGKILL to each process of a rehearsal in turn: the others end by themselves. Cannot prove: anything about a machine
 * that loses power, or about Windows.
 */
import { describe, test, type TestContext } from "node:test";
import { hasProcessTree, listDescendants, listSurvivors, type SystemProcess } from "../helpers/process-tree.ts";
import { startScript, type ScriptProcess } from "../helpers/run-script.ts";

/** Longest that the others may take to end, in milliseconds. Issue A, 10. */
const endWithinMs = 5000;

const victims = [
  { name: "engine", command: /scripts\/engine\/child\.ts/, when: /\d+\.\ds {2}provision /, exitCode: 3 },
  { name: "verify", command: /scripts\/verify\.ts/, when: /\d+\.\ds {2}(?:host|call) /, exitCode: 3 },
  { name: "callback host", command: /host\.cjs/, when: /\d+\.\ds {2}call /, exitCode: 3 },
  { name: "azurite", command: /azurite/, when: /\d+\.\ds {2}call /, exitCode: 3 },
] as const;

function find(script: ScriptProcess, command: RegExp): SystemProcess {
  const found = listDescendants(script.processId).find((entry) => command.test(entry.command));
  if (found === undefined)
    throw new Error(
      `no ${String(command)} below the front:\n${listDescendants(script.processId)
        .map((entry) => entry.command)
        .join("\n")}`,
    );
  return found;
}

describe("a rehearsal that loses a process", { skip: hasProcessTree ? false : "process trees are read from /proc" }, () => {
  for (const { name, command, when, exitCode } of victims) {
    test(`SIGKILL of the ${name}: the others end within 5 s, and the front says which process died`, async (t: TestContext) => {
      const script = startScript("rehearse", ["--scenario", "nobody-answers"]);
      await script.until(when);
      const tree = listDescendants(script.processId);
      const victim = find(script, command);
      const killedAt = performance.now();
      process.kill(victim.processId, "SIGKILL");
      const end = await script.ended;
      const tookMs = performance.now() - killedAt;
      t.assert.strictEqual(end.exitCode, exitCode, end.stderr);
      t.assert.match(end.stderr, /DT_UNCERTAIN_PROCESS/);
      t.assert.match(end.stderr, new RegExp(name, "i"));
      t.assert.ok(tookMs < endWithinMs, `took ${tookMs} ms`);
      t.assert.deepStrictEqual(await listSurvivors(tree, endWithinMs - tookMs), []);
    });
  }

  test("SIGKILL of the front: its children end within 5 s", async (t: TestContext) => {
    const script = startScript("rehearse", ["--scenario", "nobody-answers"]);
    await script.until(/\d+\.\ds {2}call /);
    const tree = listDescendants(script.processId);
    t.assert.ok(tree.length >= 3, tree.map(({ command }) => command).join("\n"));
    script.process.kill("SIGKILL");
    t.assert.deepStrictEqual(await listSurvivors(tree, endWithinMs), []);
  });

  test("SIGKILL of the front while it provisions: the engine ends within 5 s", async (t: TestContext) => {
    const script = startScript("rehearse", []);
    await script.until(/\d+\.\ds {2}provision /);
    const tree = listDescendants(script.processId);
    script.process.kill("SIGKILL");
    t.assert.deepStrictEqual(await listSurvivors(tree, endWithinMs), []);
  });
});
