// Cannot prove: that a witness still witnesses what scripts/coverage/witnesses.json says of it; `npm run coverage:cloud` runs them all.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test, type TestContext } from "node:test";
import { type CoverageParts, formatCoveragePage } from "../../../scripts/coverage/coverage-page.ts";
import { loadCoverage } from "../../../scripts/coverage/load-coverage.ts";
import type { Witnesses } from "../../../scripts/coverage/witnesses.ts";

const checkout = join(import.meta.dirname, "../../..");
const witnesses = JSON.parse(readFileSync(join(checkout, "scripts/coverage/witnesses.json"), "utf8")) as Witnesses;
let parts: CoverageParts;
before(async () => {
  parts = await loadCoverage(checkout, witnesses);
});

test("docs/cloud-coverage.md is what the tables say now (else: npm run coverage:cloud)", (t: TestContext) => {
  t.assert.strictEqual(readFileSync(join(checkout, "docs/cloud-coverage.md"), "utf8"), formatCoveragePage(parts));
});

test("every witness is a test that exists, for an operation that exists", (t: TestContext) => {
  const names = new Set(parts.operations.map(({ name }) => name));
  const lost = Object.entries(witnesses).filter(
    ([name, { testFile }]) => (!names.has(name) && !/^(?:notify|ingress|media)\./.test(name)) || !existsSync(join(checkout, testFile)),
  );
  t.assert.deepStrictEqual(lost, []);
});

test("every operation says where its behaviour was read, or that it is assumed and why", (t: TestContext) => {
  const silent = parts.operations.filter(
    ({ source }) => !/read \d{4}-\d{2}-\d{2}|capture of|ASSUMED: .+|no Microsoft surface/.test(source),
  );
  t.assert.deepStrictEqual(
    silent.map(({ name, source }) => `${name}: ${source}`),
    [],
  );
});

test("no two operations share a name", (t: TestContext) => {
  const names = parts.operations.map(({ name }) => name);
  t.assert.deepStrictEqual(
    names.filter((name, at) => names.indexOf(name) !== at),
    [],
  );
});
