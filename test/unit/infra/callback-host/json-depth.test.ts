// Proves how the nesting of a text is measured before anybody parses it. Cannot prove how long a parser takes for the text.
import { describe, it } from "node:test";
import type { TestContext } from "node:test";
import { isDeeperThan } from "../../../../infra/callback-host/json-depth.ts";

describe("a text is deeper than three levels", () => {
  for (const [text, isDeeper] of [
    ["[[[1]]]", false],
    ["[[[[1]]]]", true],
    ['{"a":{"b":[1]}}', false],
    ['{"a":{"b":[{}]}}', true],
    ["[[],[],[],[],{},{}]", false],
    ['["[[[[", "{{{{"]', false],
    ['["\\"[[[[", 1]', false],
    ['["\\\\",[[[1]]]]', true],
    ["[[[[", true],
    ["]]]][[[[", false],
    ["]]]][[[[[[[[", true],
    ["", false],
  ] as const)
    it(`${text} ${isDeeper ? "is" : "is not"}`, (t: TestContext) => t.assert.strictEqual(isDeeperThan(text, 3), isDeeper));

  it("however long it is", (t: TestContext) => {
    const wide = `[${"[],".repeat(50_000)}[]]`;
    t.assert.deepStrictEqual([isDeeperThan(wide, 64), isDeeperThan("[".repeat(100_000), 64)], [false, true]);
  });
});
