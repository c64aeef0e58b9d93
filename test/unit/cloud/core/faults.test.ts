// Cannot prove: what a fault does to a client; pipeline.test.ts shows what it does to an answer.
import { test } from "node:test";
import type { FaultRule, FaultSubject } from "../../../cloud/core/fault-rule.ts";
import { createFaultBook } from "../../../cloud/core/faults.ts";

const answer = { kind: "answer", status: 503 } as const;
const subject: FaultSubject = {
  plane: "graph",
  operation: "graph.applications.create",
  method: "POST",
  path: "/v1.0/applications",
  callerObjectId: "me",
};
const fired = (rule: Omit<FaultRule, "name">, subjects: readonly FaultSubject[]): boolean[] => {
  const book = createFaultBook([{ name: "rule", ...rule }]);
  return subjects.map((one) => book.take(one) !== undefined);
};
const times = (count: number): FaultSubject[] => Array.from({ length: count }, () => subject);

test("a rule without counts fires on the first match alone", (t) => {
  t.assert.deepEqual(fired({ match: {}, action: answer }, times(3)), [true, false, false]);
});

test("a rule fires on its nth match and on times - 1 after it", (t) => {
  t.assert.deepEqual(fired({ match: { nth: 2 }, times: 2, action: answer }, times(5)), [false, true, true, false, false]);
});

test("a rule that fires always has no end", (t) => {
  t.assert.deepEqual(fired({ match: { nth: 2 }, times: "always", action: answer }, times(4)), [false, true, true, true]);
});

test("a name that ends in a star matches as a prefix", (t) => {
  t.assert.deepEqual(
    ["graph.applications.*", "graph.applications.create", "graph.applications", "calls.*"].map(
      (operation) => fired({ match: { operation }, action: answer }, times(1))[0],
    ),
    [true, true, false, false],
  );
});

test("plane, method and caller must all match", (t) => {
  t.assert.deepEqual(
    [{ plane: "arm" }, { method: "GET" }, { callerObjectId: "you" }, { plane: "graph", method: "post", callerObjectId: "me" }].map(
      (match) => fired({ match, action: answer }, times(1))[0],
    ),
    [false, false, false, true],
  );
});

test("a path template matches by segments, without case, and its last parameter may be the rest", (t) => {
  const path = "/v1.0/applications";
  t.assert.deepEqual(
    ["/v1.0/applications", "/V1.0/{anything}", "/{all*}", "/v1.0/applications/{id}", "/v1.0"].map(
      (template) => fired({ match: { path: template }, action: answer }, [{ ...subject, path }])[0],
    ),
    [true, true, true, false, false],
  );
});

test("the nth match of a path is counted among that path's requests alone", (t) => {
  const match = { path: "/v1.0/applications/{id}", nth: 2 };
  const one = { ...subject, path: "/v1.0/applications/a" };
  t.assert.deepEqual(fired({ match, action: answer }, [subject, one, subject, one, one]), [false, false, false, true, false]);
});

test("a spoiled notification is found by the path of its target", (t) => {
  const book = createFaultBook([
    { name: "spoil", match: { path: "/api/{rest*}" }, action: { kind: "spoil", what: "notification", spoil: "drop" } },
  ]);
  t.assert.deepEqual(
    ["/other", "/api/calls/callback"].map((path) => book.takeSpoil("notification", { path })),
    [undefined, "drop"],
  );
});

test("the first rule that is due wins, and the others count the match", (t) => {
  const book = createFaultBook([
    { name: "first", match: {}, action: answer },
    { name: "second", match: { nth: 2 }, action: { kind: "drop", when: "before-commit" } },
  ]);
  t.assert.deepEqual(
    [book.takeNamed(subject)?.name, book.takeNamed(subject)?.name, book.takeNamed(subject)],
    ["first", "second", undefined],
  );
});

test("rules that never fired are told by name", (t) => {
  const book = createFaultBook([
    { name: "used", match: {}, action: answer },
    { name: "unused", match: { plane: "arm" }, action: answer },
  ]);
  book.take(subject);
  t.assert.deepEqual(book.neverFired(), ["unused"]);
});

test("a lag holds for every object of its kind and is not used up", (t) => {
  const book = createFaultBook([{ name: "lag", match: {}, action: { kind: "lag", object: "grant", delayMs: 90_000 } }]);
  t.assert.deepEqual([book.lagMs("grant"), book.lagMs("grant"), book.lagMs("application"), book.neverFired()], [90_000, 90_000, 0, []]);
});

test("a spoiled token or notification is consumed, and one kind never takes the other's", (t) => {
  const book = createFaultBook([
    { name: "spoil", match: { plane: "notify" }, action: { kind: "spoil", what: "notification", spoil: "forged" } },
  ]);
  t.assert.deepEqual(
    [book.takeSpoil("token", {}), book.take(subject), book.takeSpoil("notification", {}), book.takeSpoil("notification", {})],
    [undefined, undefined, "forged", undefined],
  );
});

test("two rules cannot have one name", (t) => {
  const rule: FaultRule = { name: "same", match: {}, action: answer };
  t.assert.throws(() => createFaultBook([rule, rule]), RangeError);
});
