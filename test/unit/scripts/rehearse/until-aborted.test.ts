/** Cannot prove: that what lost the race ends; its owner ends it. */
import { test, type TestContext } from "node:test";
import { untilAborted } from "../../../../scripts/rehearse/until-aborted.ts";

test("gives what settles first", async (t: TestContext) => {
  t.assert.strictEqual(await untilAborted(new AbortController().signal, [Promise.resolve("done"), new Promise<string>(() => {})]), "done");
});

test("rejects with the reason of an abort that comes first", async (t: TestContext) => {
  const controller = new AbortController();
  const waiting = untilAborted(controller.signal, [new Promise(() => {})]);
  controller.abort(new Error("stop"));
  await t.assert.rejects(waiting, /^Error: stop$/);
});

test("rejects at once where the signal was aborted before", async (t: TestContext) => {
  await t.assert.rejects(untilAborted(AbortSignal.abort(new Error("stopped")), [Promise.resolve(1)]), /^Error: stopped$/);
});

test("leaves no rejection unhandled of what lost against an abort that came before", async (t: TestContext) => {
  const unhandled: unknown[] = [];
  const hear = (reason: unknown): void => void unhandled.push(reason);
  process.on("unhandledRejection", hear);
  t.after(() => process.off("unhandledRejection", hear));
  await t.assert.rejects(untilAborted(AbortSignal.abort(new Error("stopped")), [Promise.reject(new Error("late"))]), /^Error: stopped$/);
  await new Promise((resolve) => setImmediate(resolve));
  t.assert.deepStrictEqual(unhandled, []);
});
