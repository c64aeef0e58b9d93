/** Cannot prove: that a scenario ends as it lists; test/e2e has one file for each. */
import { test, type TestContext } from "node:test";
import { formatScenarioList, loadScenario, loadScenarios } from "../../../../scripts/rehearse/scenario-catalog.ts";

test("the last verify of every scenario ends as the scenario itself", async (t: TestContext) => {
  for (const scenario of await loadScenarios()) {
    // Where there is no verify: what bootstrap ends with; else what the engine, or an act, is listed to end with.
    const last = scenario.acts.findLast((act) => act.kind === "verify") ?? scenario.acts.findLast((act) => act.kind === "bootstrap");
    if (last !== undefined) t.assert.strictEqual(last.exitCode, scenario.exitCode, scenario.name);
  }
});

test("an unknown name is refused with the list", async (t: TestContext) => {
  await t.assert.rejects(loadScenario("nonsense"), { code: "DT_USAGE_SCENARIO", expected: /default, .*consent-missing/ });
});

test("the list for people has a line for each scenario: name, exit code, summary", async (t: TestContext) => {
  const scenarios = await loadScenarios();
  const text = formatScenarioList(scenarios);
  for (const { name, exitCode, summary } of scenarios) {
    t.assert.match(text, new RegExp(`^ {2}${name} +${exitCode} {2}${summary.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`, "m"));
  }
});
