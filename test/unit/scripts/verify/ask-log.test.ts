// Proves what is kept of a question. Does not prove that every client asks through the log: test/e2e/evidence-folder does.
import { test, type TestContext } from "node:test";
import { RestError } from "@azure/core-rest-pipeline";
import { TransportFailure } from "../../../../scripts/lib/transport-failure.ts";
import { createAskLog, type AskLog } from "../../../../scripts/verify/ask-log.ts";

const person = "33333333-3333-4333-8333-33333333c0de";

/** A log whose clock moves one second at every look. */
function createLog(): AskLog {
  let nowMs = Date.parse("2026-11-25T10:00:00.000Z") - 1000;
  return createAskLog([person], () => (nowMs += 1000));
}

test("a question is kept with its time, its asker and its answer", async (t: TestContext) => {
  const log = createLog();
  await log.ask({ service: "graph", as: "operator", what: "GET /v1.0/x" }, async () => 200, String);
  t.assert.deepStrictEqual(log.entries(), [
    { at: "2026-11-25T10:00:00.000Z", service: "graph", as: "operator", what: "GET /v1.0/x", answer: "200", times: 1, durationMs: 1000 },
  ]);
});

test("equal questions with equal answers in a row are one entry, and another answer begins a new one", async (t: TestContext) => {
  const log = createLog();
  for (const answer of ["0 rows", "0 rows", "1 row"]) {
    await log.ask({ service: "table", as: "operator", what: "rows" }, async () => answer, String);
  }
  t.assert.deepStrictEqual(
    log.entries().map(({ answer, times, durationMs }) => [answer, times, durationMs]),
    [
      ["0 rows", 2, 3000],
      ["1 row", 1, 1000],
    ],
  );
});

test("a person's object id is kept by its last four characters, in whatever case it was written", async (t: TestContext) => {
  const log = createLog();
  await log.ask({ service: "graph", as: "operator", what: `GET /v1.0/users/${person.toUpperCase()}` }, async () => 404, String);
  t.assert.strictEqual(log.entries()[0]?.what, "GET /v1.0/users/…c0de");
});

test("what failed is kept by its kind, and thrown on", async (t: TestContext) => {
  const log = createLog();
  const failures = [
    new RestError("secret text", { statusCode: 403, code: "Forbidden" }),
    new TransportFailure("dns", "ENOTFOUND", "https://x"),
    new Error("secret text"),
  ];
  for (const failure of failures) {
    await t.assert.rejects(
      log.ask({ service: "key-vault", as: "operator", what: "GET /secrets/s" }, () => Promise.reject(failure), String),
      failure,
    );
  }
  t.assert.deepStrictEqual(
    log.entries().map(({ answer }) => answer),
    ["403 Forbidden", "no answer: dns", "no answer"],
  );
});
