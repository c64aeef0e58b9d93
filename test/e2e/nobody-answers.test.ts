/** Cannot prove: which codes a real Teams client ends with; they are those of facts that the simulated cloud cites. */
import { before, describe, test, type TestContext } from "node:test";
import { parseEvidence, toLinkStatuses, type EvidenceDocument } from "../helpers/evidence.ts";
import { runScript, type ScriptEnd } from "../helpers/run-script.ts";

describe("npm run rehearse -- --scenario nobody-answers", () => {
  let end: ScriptEnd;
  let evidence: EvidenceDocument;

  before(async () => {
    end = await runScript("rehearse", ["--scenario", "nobody-answers", "--json"]);
    evidence = parseEvidence(end.stdout);
  });

  test("ends with 0: a phone that nobody takes does not unprove the app", (t: TestContext) => {
    t.assert.deepStrictEqual({ exitCode: end.exitCode, outcome: evidence.outcome }, { exitCode: 0, outcome: "proved" });
    t.assert.strictEqual(toLinkStatuses(evidence)["callbacks"], "passed");
  });

  test("says that the call was not answered, and never claims it was established", (t: TestContext) => {
    t.assert.strictEqual(evidence.call?.answered, false);
    t.assert.ok(!evidence.call.states.includes("established"));
    t.assert.ok(evidence.call.states.includes("terminated"));
  });
});
