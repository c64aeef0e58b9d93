/** Cannot prove: the looks themselves; preflight-checks.test.ts has them. */
import { test, type TestContext } from "node:test";
import { failed, needsPerson, ok, unknown, unreadable, warned, type Finding } from "../../../../../scripts/bootstrap/preflight/finding.ts";
import { toPreflightExitCode } from "../../../../../scripts/bootstrap/preflight/run-preflight.ts";

const well = ok("a", "", "");
const mine = failed("b", "", "", "");
const theirs = needsPerson("c", "", "", "");
const open = unknown("d", "", "", "");
const codes: readonly (readonly [what: string, findings: readonly Finding[], code: number])[] = [
  ["nothing that stops", [well, warned("e", "", "", ""), unreadable("f", "", "", "")], 0],
  ["something that the reader can mend, whatever else there is", [well, open, theirs, mine], 2],
  ["rights that somebody else has to give, even with something open", [open, theirs, well], 4],
  ["nothing but something open", [well, open], 3],
  ["nothing at all: nothing checked is not success", [], 2],
];
for (const [what, findings, code] of codes) {
  test(`${what} is exit ${code}`, (t: TestContext) => t.assert.strictEqual(toPreflightExitCode(findings), code));
}
