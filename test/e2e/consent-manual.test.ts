/** Cannot prove: that an administrator reads the hand-off. */
import { join } from "node:path";
import { before, describe, test, type TestContext } from "node:test";
import { findBrokenCheck, parseEvidence, type EvidenceDocument } from "../helpers/evidence.ts";
import { findExchanges, readHar, type HarEntry } from "../helpers/har.ts";
import { runScript, type ScriptEnd } from "../helpers/run-script.ts";
import { createTemporaryDirectory } from "../helpers/temporary-directory.ts";

describe("npm run rehearse -- --scenario consent-manual", () => {
  const directory = createTemporaryDirectory();
  let end: ScriptEnd;
  let evidence: EvidenceDocument;
  let entries: HarEntry[];

  before(async () => {
    end = await runScript("rehearse", ["--scenario", "consent-manual", "--json", "--har", join(directory, "transcript.har")]);
    evidence = parseEvidence(end.stdout);
    entries = readHar(join(directory, "transcript.har"));
  });

  test("ends with 4: the hand-off is pending, nothing is broken", (t: TestContext) => {
    t.assert.deepStrictEqual(
      { exitCode: end.exitCode, outcome: evidence.outcome, code: findBrokenCheck(evidence)?.code, call: evidence.call },
      { exitCode: 4, outcome: "handoff", code: "DT_CONSENT_HANDOFF", call: null },
    );
  });

  test("the stack itself grants nothing", (t: TestContext) => {
    t.assert.deepStrictEqual(findExchanges(entries, "POST", /appRoleAssign/), []);
  });

  test("everything else is deployed: bot, channel and callback host", (t: TestContext) => {
    const written = findExchanges(entries, "PUT", /Microsoft\.(BotService\/botServices|App\/containerApps)\//i).map(({ request }) =>
      new URL(request.url).pathname
        .split("/")
        .slice(6)
        .join("/")
        .replace(/[^/]*bot[^/]*\/channels/i, "BOT/channels"),
    );
    t.assert.ok(written.some((path) => /channels\/MsTeamsChannel$/i.test(path)));
    t.assert.ok(written.some((path) => /containerApps\/callback$/i.test(path)));
  });
});
