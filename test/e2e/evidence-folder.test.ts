/**
 * Two rehearsals into one folder: the proof and its page, the hand-off and its pages, and the chain of digests. Cannot
 * prove that a reader likes the pages (test/unit/scripts/verify/evidence-page/browser.test.ts opens them in a browser).
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test, type TestContext } from "node:test";
import { parse } from "yaml";
import { parseEvidence, type EvidenceDocument } from "../helpers/evidence.ts";
import { checkoutDirectory, runScript, type ScriptEnd } from "../helpers/run-script.ts";
import { createTemporaryDirectory } from "../helpers/temporary-directory.ts";

/** What this test reads of the later members of the document. */
interface KeptEvidence extends EvidenceDocument {
  readonly previous: { readonly file: string; readonly sha256: string } | null;
  readonly asked: readonly {
    readonly service: string;
    readonly as: string;
    readonly what: string;
    readonly answer: string;
    readonly times: number;
  }[];
}

describe("npm run rehearse -- --evidence DIR", () => {
  const directory = createTemporaryDirectory();
  let proved: KeptEvidence;
  let waiting: ScriptEnd;
  let waitingEvidence: KeptEvidence;

  const filesOf = (pattern: RegExp): string[] => readdirSync(directory).filter((name) => pattern.test(name));
  const textOf = (name: string | undefined): string => readFileSync(join(directory, name ?? ""), "utf8");

  before(async () => {
    proved = parseEvidence((await runScript("rehearse", ["--json", "--evidence", directory])).stdout) as KeptEvidence;
    waiting = await runScript("rehearse", ["--scenario", "consent-manual", "--evidence", directory]);
    const [, second] = filesOf(/^evidence-.*\.json$/).sort();
    waitingEvidence = parseEvidence(textOf(second)) as KeptEvidence;
  });

  test("each run leaves a document and a page, and the one that waits for a person the hand-off as page and text", (t: TestContext) => {
    t.assert.deepStrictEqual(
      [/^evidence-.*\.json$/, /^evidence-.*\.html$/, /^handoff-.*\.html$/, /^handoff-.*\.txt$/, /./].map(
        (pattern) => filesOf(pattern).length,
      ),
      [2, 2, 1, 1, 6],
    );
  });

  test("what was asked has exactly one create, one hang-up and the identity of each question", (t: TestContext) => {
    const calls = proved.asked.filter(({ what }) => /^(POST|DELETE) .*\/communications\/calls/.test(what));
    t.assert.deepStrictEqual(
      calls.map(({ service, as, what, answer, times }) => [service, as, what.split(" ")[0], answer, times]),
      [
        ["graph", "application", "POST", "201", 1],
        ["graph", "application", "DELETE", "204", 1],
      ],
    );
    t.assert.deepStrictEqual([...new Set(proved.asked.map(({ service }) => service))].sort(), [
      "azure",
      "graph",
      "host",
      "key-vault",
      "login",
      "table",
    ]);
  });

  test("the hand-off is printed, and is the text beside the evidence", (t: TestContext) => {
    t.assert.strictEqual(waiting.exitCode, 4);
    t.assert.ok(waiting.stdout.includes(textOf(filesOf(/^handoff-.*\.txt$/)[0]).trimEnd()));
  });

  test("nobody's object id is in any of it, and no token", (t: TestContext) => {
    const { config } = parse(readFileSync(join(checkoutDirectory, "Pulumi.dev.yaml"), "utf8")) as { config: Record<string, string[]> };
    const [callee = "none"] = config["dialtone:callees"] ?? [];
    for (const name of readdirSync(directory)) {
      t.assert.doesNotMatch(textOf(name), new RegExp(`${callee}|eyJ[\\w-]{10,}\\.eyJ`));
    }
  });

  test("the second document names the first, and the check finds a changed character in it", async (t: TestContext) => {
    const [first = ""] = filesOf(/^evidence-.*\.json$/).sort();
    t.assert.deepStrictEqual([proved.previous, waitingEvidence.previous?.file], [null, first]);
    t.assert.strictEqual((await runScript("verify", ["--check", directory])).exitCode, 0);
    writeFileSync(join(directory, first), textOf(first).replace('"proved"', '"broken"'));
    const check = await runScript("verify", ["--check", directory]);
    t.assert.strictEqual(check.exitCode, 2);
    t.assert.match(check.stdout, /DT_EVIDENCE_CHANGED/);
  });
});
