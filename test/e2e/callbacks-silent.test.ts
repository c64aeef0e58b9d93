/** Cannot prove: why a real notification would not arrive; here the simulated cloud drops every one. */
import { join } from "node:path";
import { before, describe, test, type TestContext } from "node:test";
import { findBrokenCheck, parseEvidence, toLinkStatuses, type EvidenceDocument } from "../helpers/evidence.ts";
import { findExchanges, readHar, type HarEntry } from "../helpers/har.ts";
import { runScript, type ScriptEnd } from "../helpers/run-script.ts";
import { createTemporaryDirectory } from "../helpers/temporary-directory.ts";

describe("npm run rehearse -- --scenario callbacks-silent", () => {
  const directory = createTemporaryDirectory();
  let end: ScriptEnd;
  let evidence: EvidenceDocument;
  let entries: HarEntry[];

  before(async () => {
    end = await runScript("rehearse", ["--scenario", "callbacks-silent", "--json", "--har", join(directory, "transcript.har")]);
    evidence = parseEvidence(end.stdout);
    entries = readHar(join(directory, "transcript.har"));
  });

  test("ends with 16 and DT_CALLBACKS_SILENT", (t: TestContext) => {
    t.assert.deepStrictEqual(
      { exitCode: end.exitCode, outcome: evidence.outcome, code: findBrokenCheck(evidence)?.code },
      { exitCode: 16, outcome: "broken", code: "DT_CALLBACKS_SILENT" },
    );
  });

  test("only the callbacks are broken: the call itself was placed", (t: TestContext) => {
    const { call, callbacks } = toLinkStatuses(evidence);
    t.assert.deepStrictEqual({ call, callbacks }, { call: "passed", callbacks: "failed" });
  });

  test("the call is hung up all the same", (t: TestContext) => {
    t.assert.strictEqual(evidence.call?.hungUp, true);
    t.assert.deepStrictEqual(evidence.call?.notifications, []);
    t.assert.strictEqual(findExchanges(entries, "DELETE", /\/communications\/calls\//).length, 1);
  });
});
