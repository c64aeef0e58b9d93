/** Cannot prove: that the simulated cloud reports every such request; its own tests do. */
import { test, type TestContext } from "node:test";
import { findClosingProblems } from "../../../../scripts/rehearse/closing-checks.ts";
import type { RunningCloud } from "../../../../test/cloud/start-cloud.ts";

function createCloud(
  unforeseen: { method: string; url: string; bug?: string }[],
  neverFired: string[],
): Pick<RunningCloud, "unforeseen" | "neverFired"> {
  return { unforeseen: () => unforeseen as never, neverFired: () => neverFired };
}

test("a rehearsal in which everything was foreseen has no problem", (t: TestContext) => {
  t.assert.deepStrictEqual(findClosingProblems(createCloud([], [])), []);
});

test("unforeseen requests are one problem that names each method and path once, without the query", (t: TestContext) => {
  const url = "https://localhost:4000/v1.0/nonsense?sig=secret";
  const problems = findClosingProblems(
    createCloud(
      [
        { method: "GET", url },
        { method: "GET", url },
        { method: "PUT", url: "https://localhost:4001/x" },
      ],
      [],
    ),
  );
  t.assert.deepStrictEqual(
    problems.map(({ code, saw }) => ({ code, saw })),
    [{ code: "DT_REHEARSAL_UNFORESEEN", saw: "GET localhost:4000/v1.0/nonsense, PUT localhost:4001/x" }],
  );
});

test("an operation that failed inside the simulation is said to be that, and not a request that nobody knows", (t: TestContext) => {
  const bug = "table.entities: Error: read ECONNRESET";
  const problems = findClosingProblems(createCloud([{ method: "GET", url: "https://localhost:4000/rows?sig=secret", bug }], []));
  t.assert.deepStrictEqual(
    problems.map(({ code, what, saw }) => ({ code, what, saw })),
    [
      {
        code: "DT_REHEARSAL_UNFORESEEN",
        what: "an operation failed inside the simulated cloud: a bug of the simulation, not of what was asked of it",
        saw: `${bug} (answering GET localhost:4000/rows)`,
      },
    ],
  );
});

test("a fault that never fired is a problem that names it", (t: TestContext) => {
  t.assert.deepStrictEqual(
    findClosingProblems(createCloud([], ["late grant"])).map(({ code, saw }) => ({ code, saw })),
    [{ code: "DT_REHEARSAL_STORY", saw: "never fired: late grant" }],
  );
});
