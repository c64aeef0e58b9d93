/** Cannot prove: that Microsoft's consent page works; the hand-off's commands are compared as text, not run. */
import { join } from "node:path";
import { before, describe, test, type TestContext } from "node:test";
import { findBrokenCheck, parseEvidence, toLinkStatuses, type EvidenceDocument } from "../helpers/evidence.ts";
import { findExchanges, readHar, type HarEntry } from "../helpers/har.ts";
import { runScript, type ScriptEnd } from "../helpers/run-script.ts";
import { createTemporaryDirectory } from "../helpers/temporary-directory.ts";

describe("npm run rehearse -- --scenario consent-missing", () => {
  const directory = createTemporaryDirectory();
  let end: ScriptEnd;
  let evidence: EvidenceDocument;
  let entries: HarEntry[];

  before(async () => {
    end = await runScript("rehearse", ["--scenario", "consent-missing", "--json", "--har", join(directory, "transcript.har")]);
    evidence = parseEvidence(end.stdout);
    entries = readHar(join(directory, "transcript.har"));
  });

  test("ends with 11 and DT_CONSENT_MISSING", (t: TestContext) => {
    t.assert.deepStrictEqual(
      { exitCode: end.exitCode, outcome: evidence.outcome, code: findBrokenCheck(evidence)?.code },
      { exitCode: 11, outcome: "broken", code: "DT_CONSENT_MISSING" },
    );
  });

  test("stops at the consent: the links after it are not judged", (t: TestContext) => {
    const { credential, consent, ...after } = toLinkStatuses(evidence);
    t.assert.deepStrictEqual({ credential, consent }, { credential: "passed", consent: "failed" });
    t.assert.ok(Object.values(after).every((status) => status === "skipped"));
  });

  test("places no call", (t: TestContext) => {
    t.assert.deepStrictEqual(findExchanges(entries, "POST", /\/communications\/calls/), []);
    t.assert.strictEqual(evidence.call, null);
  });

  test("hands over what an administrator can do: admin-consent URL, az and PowerShell lines", (t: TestContext) => {
    const fix = findBrokenCheck(evidence)?.fix ?? "";
    t.assert.match(fix, /https:\/\/\S+\/adminconsent\?client_id=[0-9a-f-]{36}/);
    t.assert.match(fix, /az /);
    t.assert.match(fix, /MgServicePrincipalAppRole/);
  });
});
