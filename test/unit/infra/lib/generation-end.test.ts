// When a credential generation ends. Cannot prove that Entra's policies allow that life.
import assert from "node:assert/strict";
import { test } from "node:test";
import { toGenerationEnd } from "../../../../infra/lib/generation-end.ts";

const now = new Date("2026-11-25T12:00:00.999Z");

for (const [life, end] of [
  ["90d", "2027-02-23T12:00:00Z"],
  ["12h", "2026-11-26T00:00:00Z"],
] as const) {
  test(`a life of ${life} counts from its creation, in whole seconds`, () => {
    assert.equal(toGenerationEnd({ name: "g1", life }, now), end);
  });
}

test("a written end is taken, in UTC", () => {
  assert.equal(toGenerationEnd({ name: "g1", ends: "2027-06-01T02:00:00+02:00" }, now), "2027-06-01T00:00:00Z");
});
