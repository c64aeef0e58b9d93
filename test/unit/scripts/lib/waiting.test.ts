// Proves the arithmetic of waiting: cloud seconds, budgets, Retry-After. Real time passes in milliseconds only.
import { test, type TestContext } from "node:test";
import { createBudgetClock, type BudgetClock } from "../../../../scripts/lib/budget-clock.ts";
import type { CloudAnswer } from "../../../../scripts/lib/cloud-http.ts";
import { pollWithin } from "../../../../scripts/lib/poll-within.ts";
import { retryRead, toRetryAfterSeconds } from "../../../../scripts/lib/retry-read.ts";
import { TransportFailure } from "../../../../scripts/lib/transport-failure.ts";

function createInstantClock(): BudgetClock {
  let elapsed = 0;
  return {
    elapsedSeconds: () => elapsed,
    sleep: async (seconds) => void (elapsed += seconds),
    toWallMs: (_seconds, floorMs) => floorMs,
  };
}

const signal = new AbortController().signal;
const toAnswer = (status: number, headers: Record<string, string> = {}): CloudAnswer => ({
  status,
  headers: new Headers(headers),
  text: "",
});

test("a clock that runs a thousand times faster sleeps a thousandth", async (t: TestContext) => {
  const clock = createBudgetClock(1000);
  const startedAt = performance.now();
  await clock.sleep(20, signal);
  const wallMs = performance.now() - startedAt;
  t.assert.deepStrictEqual([wallMs >= 19, wallMs < 1000, clock.elapsedSeconds() >= 19], [true, true, true]);
});

test("a sleep ends with the reason of its signal", async (t: TestContext) => {
  const controller = new AbortController();
  const sleep = createBudgetClock(1).sleep(60, controller.signal);
  controller.abort(new RangeError("stop"));
  await t.assert.rejects(sleep, { name: "RangeError" });
});

test("a poll looks at its start, at every step and at the end of its budget", async (t: TestContext) => {
  const clock = createInstantClock();
  const looks: number[] = [];
  await pollWithin({
    clock,
    signal,
    everySeconds: 10,
    budgetSeconds: 25,
    attempt: async () => void looks.push(clock.elapsedSeconds()),
    isEnough: () => false,
  });
  t.assert.deepStrictEqual(looks, [0, 10, 20, 25]);
});

test("a read is repeated as Retry-After says, in seconds and as a date", async (t: TestContext) => {
  const clock = createInstantClock();
  const answers = [toAnswer(429, { "retry-after": "7" }), toAnswer(503, { "retry-after": new Date(0).toUTCString() }), toAnswer(200)];
  const last = await retryRead(clock, signal, async () => answers.shift() ?? toAnswer(500));
  t.assert.deepStrictEqual([last.status, clock.elapsedSeconds()], [200, 7]);
});

test("a Retry-After of a day ends the wait at once", async (t: TestContext) => {
  const clock = createInstantClock();
  const last = await retryRead(clock, signal, async () => toAnswer(429, { "retry-after": "86400" }));
  t.assert.deepStrictEqual([last.status, clock.elapsedSeconds()], [429, 0]);
});

test("a read that stays broken ends within its budget, with the last answer", async (t: TestContext) => {
  const clock = createInstantClock();
  const last = await retryRead(
    clock,
    signal,
    async () => toAnswer(503),
    () => 1,
  );
  t.assert.deepStrictEqual([last.status, clock.elapsedSeconds()], [503, 30]);
});

test("a certificate is not waited for", async (t: TestContext) => {
  let attempts = 0;
  const read = retryRead(createInstantClock(), signal, () => {
    attempts += 1;
    return Promise.reject(new TransportFailure("tls", "CERT_HAS_EXPIRED", "https://g"));
  });
  await t.assert.rejects(read, { kind: "tls" });
  t.assert.strictEqual(attempts, 1);
});

test("a Retry-After that is neither number nor date says nothing", (t: TestContext) => {
  t.assert.deepStrictEqual([toRetryAfterSeconds("soon"), toRetryAfterSeconds(null), toRetryAfterSeconds("0")], [undefined, undefined, 0]);
});
