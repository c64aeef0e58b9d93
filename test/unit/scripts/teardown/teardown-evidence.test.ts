// Proves that the published schema is the one that the code writes by. What a teardown finds is proved by the stories.
import { readFileSync, writeFileSync } from "node:fs";
import { test, type TestContext } from "node:test";
import { teardownEvidenceSchema, toTeardownJsonSchema } from "../../../../scripts/teardown/teardown-evidence.ts";

const file = "docs/schemas/teardown-1.schema.json";
// After a change of teardown-evidence.ts: UPDATE_SCHEMA=1 node --test test/unit/scripts/teardown/teardown-evidence.test.ts
if (process.env["UPDATE_SCHEMA"] === "1") writeFileSync(file, `${JSON.stringify(toTeardownJsonSchema(), undefined, 2)}\n`);

test("the published schema is the code's", (t: TestContext) => {
  t.assert.deepStrictEqual(JSON.parse(readFileSync(file, "utf8")), toTeardownJsonSchema());
});

test("a member that nobody agreed on is refused", (t: TestContext) => {
  t.assert.strictEqual(teardownEvidenceSchema.safeParse({ token: "x" }).success, false);
});
