// Proves when a step of a build is run again and when its result is put in place. Cannot prove that a step depends on
// nothing but its files, its command and its environment: that is what a builder's layer cache assumes as well.
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { runInLayer } from "../../../cloud/planes/registry/layer-cache.ts";
import { createTemporaryDirectory } from "../../../helpers/temporary-directory.ts";

const base = createTemporaryDirectory();
let roots = 0;

/** A stage with one source file, in a place of its own. */
function createRoot(source: string): string {
  const root = join(base, String((roots += 1)));
  mkdirSync(join(root, "src"), { recursive: true });
  writeFileSync(join(root, "src", "main.ts"), source);
  symlinkSync(base, join(root, "src", "node_modules"), "junction");
  return root;
}

/** A step that bundles what it finds, and counts how often. */
function createStep(): { readonly run: (root: string) => () => Promise<void>; readonly runs: () => number } {
  let runs = 0;
  return {
    runs: () => runs,
    run: (root) => async () => {
      runs += 1;
      mkdirSync(join(root, "dist"));
      writeFileSync(join(root, "dist", "main.mjs"), `bundled ${readFileSync(join(root, "src", "main.ts"), "utf8")}`);
    },
  };
}

test("the same step on the same files, elsewhere, is run once, also at the same time, and leaves the same behind", async (t: TestContext) => {
  const step = createStep();
  const places = [createRoot("a"), createRoot("a"), createRoot("a")];
  await Promise.all(places.slice(0, 2).map((root) => runInLayer(root, "same", step.run(root))));
  await runInLayer(places[2] ?? "", "same", step.run(places[2] ?? ""));
  t.assert.deepStrictEqual(
    [step.runs(), ...places.map((root) => readFileSync(join(root, "dist", "main.mjs"), "utf8"))],
    [1, "bundled a", "bundled a", "bundled a"],
  );
});

test("another file or another step is run", async (t: TestContext) => {
  const step = createStep();
  const [first, other, changed] = [createRoot("b"), createRoot("b"), createRoot("b2")];
  await runInLayer(first, "one", step.run(first));
  await runInLayer(other, "two", step.run(other));
  await runInLayer(changed, "one", step.run(changed));
  t.assert.deepStrictEqual([step.runs(), readFileSync(join(changed, "dist", "main.mjs"), "utf8")], [3, "bundled b2"]);
});

test("a step that failed is not kept", async (t: TestContext) => {
  const root = createRoot("c");
  const step = createStep();
  await t.assert.rejects(
    runInLayer(root, "flaky", () => Promise.reject(new Error("no space"))),
    { message: "no space" },
  );
  await runInLayer(root, "flaky", step.run(root));
  t.assert.strictEqual(step.runs(), 1);
});
