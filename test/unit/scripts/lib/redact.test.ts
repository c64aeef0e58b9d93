// Proves what of an id is shown. That everything which is printed goes through it is proved by the tests of what prints.
import { test, type TestContext } from "node:test";
import { toLastFours } from "../../../../scripts/lib/redact.ts";

test("every GUID in a text is its last four characters, whatever its case, and nothing else changes", (t: TestContext) => {
  t.assert.strictEqual(
    toLastFours("dialtone-bot-reader-fc720212-cf68-4c53-9035-4f47a9358f5b of FC720212-CF68-4C53-9035-4F47A9358F5C in 0.1 s"),
    "dialtone-bot-reader-…8f5b of …8F5C in 0.1 s",
  );
});
