/** Cannot prove: that a story comes out as it is listed; test/e2e/scenarios.test.ts plays them. */
import { test, type TestContext } from "node:test";
import { loadScenarios } from "../../../../scripts/rehearse/scenario-catalog.ts";

/** Stories of the default rehearsal and of consent, whose own e2e tests say more than a list could. */
const older = [
  "default",
  "callbacks-silent",
  "consent-late",
  "consent-manual",
  "consent-manual-granted",
  "consent-missing",
  "nobody-answers",
];

test("every story of a broken link says how often a call is asked for, whether it is hung up, and what the reader sees", async (t: TestContext) => {
  const silent = (await loadScenarios())
    .filter(({ name, needs }) => needs === undefined && !older.includes(name))
    .filter(({ acts }) =>
      acts.some(
        (act) => act.kind === "verify" && (act.posts === undefined || act.hungUp === undefined || (act.says ?? act.shows) === undefined),
      ),
    );
  t.assert.deepStrictEqual(
    silent.map(({ name }) => name),
    [],
  );
});
