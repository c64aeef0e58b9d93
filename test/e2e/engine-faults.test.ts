/**
 * The stories of the engine's faults, each played by the real engine. The command itself compares every step with the
 * story's file; here it is that each one ends as listed. Needs the Pulumi CLI on PATH; skipped without, and said.
 * Cannot prove: what Pulumi's own plugins do; the rehearsal attaches stand-ins.
 */
import { describe, test, type TestContext } from "node:test";
import { findPulumi } from "../../scripts/engine/find-pulumi.ts";
import { runScript } from "../helpers/run-script.ts";

interface Listed {
  readonly name: string;
  readonly exitCode: number;
  readonly needs?: readonly string[];
}

const cli = await findPulumi(process.env);
const skip = cli?.isNewEnough === true ? false : "no Pulumi CLI of 3.259.0 or newer on PATH";
const { stdout } = await runScript("rehearse", ["--list", "--json"]);
// The life itself is read step by step in engine.test.ts.
const faults = (JSON.parse(stdout) as { scenarios: readonly Listed[] }).scenarios.filter(
  ({ name, needs }) => needs?.includes("pulumi") === true && name !== "lifecycle",
);

const asked = [
  "azure-changed-meanwhile",
  "azure-locked",
  "created-then-failed",
  "created-then-lost",
  "directory-lag",
  "directory-lag-ends",
  "engine-killed",
  "group-gone",
  "image-build-failed",
  "lost-answers",
  "partial-failure",
  "second-application",
  "two-runs",
];

describe("a story of the engine's faults", { skip }, () => {
  for (const { name, exitCode } of faults) {
    test(`${name} ends with ${exitCode}, as listed`, async (t: TestContext) => {
      const end = await runScript("rehearse", ["--scenario", name]);
      t.assert.strictEqual(end.exitCode, exitCode, end.stderr.split("\n").slice(-12).join("\n"));
    });
  }

  test("none of those that issue B, 3 asks for is missing", (t: TestContext) => {
    const names = new Set(faults.map(({ name }) => name));
    t.assert.deepStrictEqual(
      asked.filter((name) => !names.has(name)),
      [],
    );
  });
});
