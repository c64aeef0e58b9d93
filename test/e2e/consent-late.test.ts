/** Cannot prove: how late a real tenant is; the wait is of 90 seconds on the simulated cloud's clock. */
import { join } from "node:path";
import { before, describe, test, type TestContext } from "node:test";
import { parseEvidence, toLinkStatuses, type EvidenceDocument } from "../helpers/evidence.ts";
import { runScript, type ScriptEnd } from "../helpers/run-script.ts";
import { findExchanges, readHar } from "../helpers/har.ts";
import { createTemporaryDirectory } from "../helpers/temporary-directory.ts";

describe("npm run rehearse -- --scenario consent-late", () => {
  const directory = createTemporaryDirectory();
  let end: ScriptEnd;
  let evidence: EvidenceDocument;

  before(async () => {
    end = await runScript("rehearse", ["--scenario", "consent-late", "--json", "--har", join(directory, "transcript.har")]);
    evidence = parseEvidence(end.stdout);
  });

  test("ends with 0: late is not missing", (t: TestContext) => {
    t.assert.deepStrictEqual(
      { exitCode: end.exitCode, outcome: evidence.outcome, consent: toLinkStatuses(evidence)["consent"] },
      { exitCode: 0, outcome: "proved", consent: "passed" },
    );
  });

  test("shows the wait while it waits, with its budget", (t: TestContext) => {
    t.assert.match(end.stderr, /consent .*wait/i);
  });

  test("asks for a fresh token each time", (t: TestContext) => {
    const tokens = findExchanges(readHar(join(directory, "transcript.har")), "POST", /\/oauth2\/v2\.0\/token$/);
    t.assert.ok(tokens.length > 3);
  });
});
