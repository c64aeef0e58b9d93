/**
 * Signals as a terminal, a pipeline and an impatient person send them. Cannot prove: what Windows does; its signals are
 * other ones.
 */
import { join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import { parseEvidence } from "../helpers/evidence.ts";
import { findExchanges, readHar } from "../helpers/har.ts";
import { hasProcessTree, listDescendants, listSurvivors } from "../helpers/process-tree.ts";
import { startProgram, startScript, type ScriptEnd, type ScriptProcess } from "../helpers/run-script.ts";
import { createTemporaryDirectory } from "../helpers/temporary-directory.ts";

/** Longest that an interrupted rehearsal may take to end, in milliseconds. Issue A, 10. */
const endWithinMs = 5000;
/** nobody-answers rings for a while: there is a call to hang up. */
const ringing = ["--scenario", "nobody-answers", "--json"];
/** The step that verify prints once the call is there. */
const callIsPlaced = /\d+\.\ds {2}call +establishing/;

const directory = createTemporaryDirectory();

/** Interrupts, and tells how it ended and what was left of its processes. */
async function interrupt(
  script: ScriptProcess,
  send: () => void,
): Promise<{ end: ScriptEnd; tookMs: number; survivors: readonly string[] }> {
  const tree = listDescendants(script.processId);
  const sentAt = performance.now();
  send();
  const end = await script.ended;
  const tookMs = performance.now() - sentAt;
  const survivors = await listSurvivors(tree, Math.max(0, endWithinMs - tookMs));
  return { end, tookMs, survivors: survivors.map(({ command }) => command) };
}

function assertInterrupted(t: TestContext, end: ScriptEnd, exitCode: number, harFile: string): void {
  const evidence = parseEvidence(end.stdout);
  t.assert.deepStrictEqual(
    { exitCode: end.exitCode, outcome: evidence.outcome, said: evidence.exitCode, hungUp: evidence.call?.hungUp },
    { exitCode, outcome: "interrupted", said: exitCode, hungUp: true },
  );
  const hungUp = findExchanges(readHar(harFile), "DELETE", /\/communications\/calls\//);
  t.assert.deepStrictEqual(
    hungUp.map(({ response }) => response.status),
    [204],
  );
}

describe("an interrupted rehearsal", { skip: hasProcessTree ? false : "process trees are read from /proc" }, () => {
  test("SIGINT to the front hangs up the call, says interrupted and ends with 130", async (t: TestContext) => {
    const harFile = join(directory, "sigint.har");
    const script = startScript("rehearse", [...ringing, "--har", harFile]);
    await script.until(callIsPlaced);
    const { end, tookMs, survivors } = await interrupt(script, () => script.process.kill("SIGINT"));
    assertInterrupted(t, end, 130, harFile);
    t.assert.ok(tookMs < endWithinMs, `took ${tookMs} ms`);
    t.assert.deepStrictEqual(survivors, []);
  });

  test("SIGTERM to the front hangs up the call, says interrupted and ends with 143", async (t: TestContext) => {
    const harFile = join(directory, "sigterm.har");
    const script = startScript("rehearse", [...ringing, "--har", harFile]);
    await script.until(callIsPlaced);
    const { end, tookMs, survivors } = await interrupt(script, () => script.process.kill("SIGTERM"));
    assertInterrupted(t, end, 143, harFile);
    t.assert.ok(tookMs < endWithinMs, `took ${tookMs} ms`);
    t.assert.deepStrictEqual(survivors, []);
  });

  test("Ctrl-C on a terminal, which reaches the whole group, does the same", async (t: TestContext) => {
    const harFile = join(directory, "group.har");
    const script = startProgram("npm", ["run", "--silent", "rehearse", "--", ...ringing, "--har", harFile], { hasGroup: true });
    await script.until(callIsPlaced);
    const { end, survivors } = await interrupt(script, () => process.kill(-script.processId, "SIGINT"));
    const evidence = parseEvidence(end.stdout);
    t.assert.deepStrictEqual({ outcome: evidence.outcome, exitCode: evidence.exitCode }, { outcome: "interrupted", exitCode: 130 });
    t.assert.strictEqual(findExchanges(readHar(harFile), "DELETE", /\/communications\/calls\//).length, 1);
    t.assert.deepStrictEqual(survivors, []);
  });

  for (const signalName of ["SIGTERM", "SIGKILL"] as const) {
    test(`${signalName} to npm alone, which does not pass it on, ends everything with the call hung up`, async (t: TestContext) => {
      const harFile = join(directory, `npm-${signalName}.har`);
      const script = startProgram("npm", ["run", "--silent", "rehearse", "--", ...ringing, "--har", harFile]);
      await script.until(callIsPlaced);
      const { survivors } = await interrupt(script, () => script.process.kill(signalName));
      t.assert.deepStrictEqual(survivors, []);
      t.assert.strictEqual(findExchanges(readHar(harFile), "DELETE", /\/communications\/calls\//).length, 1);
    });
  }

  test("SIGINT while it provisions ends with 130 and evidence that says interrupted, without a call", async (t: TestContext) => {
    const script = startScript("rehearse", ["--json"]);
    await script.until(/\d+\.\ds {2}provision /);
    const { end, tookMs, survivors } = await interrupt(script, () => script.process.kill("SIGINT"));
    const evidence = parseEvidence(end.stdout);
    t.assert.deepStrictEqual(
      { exitCode: end.exitCode, outcome: evidence.outcome, call: evidence.call },
      { exitCode: 130, outcome: "interrupted", call: null },
    );
    t.assert.ok(tookMs < endWithinMs, `took ${tookMs} ms`);
    t.assert.deepStrictEqual(survivors, []);
  });
});
