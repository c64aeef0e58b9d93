/** Cannot prove: how long a real tenant takes to put a new grant into tokens. */
import { join } from "node:path";
import { before, describe, test, type TestContext } from "node:test";
import { parseEvidence, type EvidenceDocument } from "../helpers/evidence.ts";
import { findExchanges, readHar, type HarEntry } from "../helpers/har.ts";
import { runScript, type ScriptEnd } from "../helpers/run-script.ts";
import { createTemporaryDirectory } from "../helpers/temporary-directory.ts";

describe("npm run rehearse -- --scenario consent-manual-granted", () => {
  const directory = createTemporaryDirectory();
  let end: ScriptEnd;
  let evidence: EvidenceDocument;
  let entries: HarEntry[];

  before(async () => {
    end = await runScript("rehearse", ["--scenario", "consent-manual-granted", "--json", "--har", join(directory, "transcript.har")]);
    evidence = parseEvidence(end.stdout);
    entries = readHar(join(directory, "transcript.har"));
  });

  test("ends with 0, proved, after a person granted", (t: TestContext) => {
    t.assert.deepStrictEqual(
      { exitCode: end.exitCode, outcome: evidence.outcome, inToken: evidence.permission.inToken, hungUp: evidence.call?.hungUp },
      { exitCode: 0, outcome: "proved", inToken: true, hungUp: true },
    );
  });

  test("nothing is deployed again: no resource is written twice", (t: TestContext) => {
    const written = findExchanges(entries, "PUT", /^\/subscriptions\//).map(({ request }) => new URL(request.url).pathname);
    t.assert.deepStrictEqual(written, [...new Set(written)]);
    t.assert.strictEqual(findExchanges(entries, "POST", /^\/v1\.0\/applications$/).length, 1);
  });

  test("prints one document, of the verify that came last", (t: TestContext) => {
    t.assert.strictEqual(end.stdout.trim().split("\n").length, 1);
  });
});
