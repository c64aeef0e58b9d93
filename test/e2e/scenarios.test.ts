/**
 * Every story that needs no Pulumi CLI, played as `--all` plays it: exit code, `DT_` code, creates of a call, hang-up and
 * what the reader sees are compared with the story's own file by the command itself.
 * Cannot prove: that Microsoft answers as the simulated cloud does; each answer there names its source.
 */
import { dirname } from "node:path";
import { before, describe, test, type TestContext } from "node:test";
import { runScript, type ScriptEnd } from "../helpers/run-script.ts";

interface Row {
  readonly name: string;
  readonly listed: number;
  readonly exitCode: number | null;
  readonly code: string | null;
  readonly posts: number | null;
  readonly isAsListed: boolean;
  readonly note: string;
}

interface Listed {
  readonly name: string;
  readonly summary: string;
  readonly exitCode: number;
  readonly needs?: readonly string[];
}

/** What issue D asks for. */
const leastScenarios = 45;
const listed = await runScript("rehearse", ["--list", "--json"]);
const scenarios = (JSON.parse(listed.stdout) as { scenarios: readonly Listed[] }).scenarios.filter(({ needs }) => needs === undefined);

describe("npm run rehearse -- --all", () => {
  let end: ScriptEnd;
  let rows: readonly Row[] = [];

  before(async () => {
    // Nothing but Node on PATH: stories of the real engine have tests of their own.
    const environment = { PATH: dirname(process.execPath), HOME: process.env["HOME"], TMPDIR: process.env["TMPDIR"] };
    end = await runScript("rehearse", ["--all", "--json"], { environment });
    rows = (JSON.parse(end.stdout) as { scenarios: readonly Row[] }).scenarios;
  });

  test("ends with 0, and has played at least 45 stories", (t: TestContext) => {
    const played = rows.filter(({ exitCode }) => exitCode !== null).length;
    t.assert.strictEqual(
      end.exitCode,
      0,
      rows
        .filter(({ isAsListed }) => !isAsListed)
        .map(({ name, note }) => `${name}: ${note}`)
        .join("\n"),
    );
    t.assert.ok(played >= leastScenarios, `${played} were played`);
  });

  test("never asks for a call twice, and for none where a link before the call is broken", (t: TestContext) => {
    const isBeforeCall = (row: Row): boolean => [4, 10, 11, 14].includes(row.exitCode ?? 0);
    t.assert.deepStrictEqual(
      rows.filter((row) => (row.posts ?? 0) > 1 || (isBeforeCall(row) && (row.posts ?? 0) > 0)),
      [],
    );
  });

  for (const { name, exitCode: expected, summary } of scenarios) {
    test(`${name}: ${summary}`, (t: TestContext) => {
      const row = rows.find((one) => one.name === name);
      t.assert.deepStrictEqual(
        { exitCode: row?.exitCode, isAsListed: row?.isAsListed },
        { exitCode: expected, isAsListed: true },
        row?.note,
      );
    });
  }
});
