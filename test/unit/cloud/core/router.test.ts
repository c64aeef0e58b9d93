// Cannot prove: that the tables name the right addresses; the planes' own tests do that.
import { test } from "node:test";
import type { Operation, PlaneName } from "../../../cloud/core/operation.ts";
import { createRouter } from "../../../cloud/core/router.ts";

const operation = (plane: PlaneName, method: Operation["method"], path: string): Operation => ({
  name: `${method} ${path}`,
  plane,
  method,
  path,
  audience: "none",
  source: "test",
  handle: () => ({ status: 200 }),
});
const find = (plane: PlaneName, paths: readonly string[], method: string, path: string): unknown => {
  const route = createRouter(paths.map((template) => operation(plane, "GET", template)))(method, path);
  return route.kind === "found" ? [route.operation.path, { ...route.params }] : route.kind;
};

test("a parameter is one decoded segment, in which an encoded slash stays", (t) => {
  t.assert.deepEqual(find("graph", ["/users/{key}"], "GET", "/users/a%2Fb%40c"), ["/users/{key}", { key: "a/b@c" }]);
});

test("a parameter can be a part of a segment", (t) => {
  t.assert.deepEqual(find("arm", ["/Tables('{table}')"], "GET", "/tables('x')"), ["/Tables('{table}')", { table: "x" }]);
});

test("a last starred parameter is the rest", (t) => {
  t.assert.deepEqual(find("arm", ["/files/{rest*}"], "GET", "/files/a/b"), ["/files/{rest*}", { rest: "a/b" }]);
});

test("literal segments win over parameters, wherever they stand in the table", (t) => {
  t.assert.deepEqual(find("graph", ["/apps/{key}", "/apps/$count"], "GET", "/apps/$count"), ["/apps/$count", {}]);
});

test("ARM compares literals without case, Graph with it", (t) => {
  t.assert.deepEqual(
    [find("arm", ["/Subscriptions"], "GET", "/subscriptions"), find("graph", ["/Users"], "GET", "/users")],
    [["/Subscriptions", {}], "unknown"],
  );
});

test("an OData key in parentheses is the same address as a segment", (t) => {
  t.assert.deepEqual(
    ["/apps('x')/owners", "/apps(appId='x')/owners"].map((path) => find("graph", ["/apps/{key}/owners"], "GET", path)),
    [
      ["/apps/{key}/owners", { key: "x" }],
      ["/apps/{key}/owners", { key: "(appId='x')" }],
    ],
  );
});

test("a known path with another method says which methods there are", (t) => {
  const route = createRouter([operation("graph", "GET", "/x"), operation("graph", "PATCH", "/x")])("PUT", "/x");
  t.assert.deepEqual(route, { kind: "other-method", allowed: ["GET", "PATCH"] });
});

test("a path that is not percent-encoded well is malformed", (t) => {
  t.assert.equal(find("graph", ["/users/{key}"], "GET", "/users/%zz"), "malformed");
});

test("one trailing slash changes nothing", (t) => {
  t.assert.deepEqual(find("vault", ["/secrets/{name}"], "GET", "/secrets/x/"), ["/secrets/{name}", { name: "x" }]);
});
