// Proves the wait itself, on a fast clock. Cannot prove how long Microsoft's replication takes.
import { test, type TestContext } from "node:test";
import { loadCloud, type Cloud } from "../../../../infra/contract/cloud.ts";
import { askUntil, type Waiting } from "../../../../infra/lib/ask-until.ts";

const passing = new Error("not yet");
const lasting = new Error("never");
const real = loadCloud("public", {});
/** Five seconds of it are five milliseconds. */
const cloud = { ...real, rehearsal: { clockRate: 1000 } } as unknown as Cloud;
const waiting: Waiting = { cloud, budgetSeconds: 60, what: "it is known", passes: (error) => error === passing };

/** Refuses with each of these in turn, the last one for ever; undefined is an answer. */
function createAsked(...refusals: readonly (Error | undefined)[]) {
  let count = 0;
  const ask = async (): Promise<string> => {
    const refusal = refusals[Math.min(count++, refusals.length - 1)];
    if (refusal !== undefined) throw refusal;
    return "answer";
  };
  return { ask, count: () => count };
}

test("an answer at once is taken, and nothing is asked twice", async (t: TestContext) => {
  const asked = createAsked(undefined);
  t.assert.deepStrictEqual([await askUntil(waiting, asked.ask), asked.count()], ["answer", 1]);
});

test("a refusal that passes is waited for", async (t: TestContext) => {
  const asked = createAsked(passing, passing, undefined);
  t.assert.deepStrictEqual([await askUntil(waiting, asked.ask), asked.count()], ["answer", 3]);
});

test("a refusal that does not pass ends it at once", async (t: TestContext) => {
  const asked = createAsked(lasting);
  await t.assert.rejects(askUntil(waiting, asked.ask), lasting);
  t.assert.strictEqual(asked.count(), 1);
});

test("when the budget is spent, the last refusal is what it fails with", async (t: TestContext) => {
  await t.assert.rejects(askUntil({ ...waiting, budgetSeconds: 20 }, createAsked(passing).ask), passing);
});
