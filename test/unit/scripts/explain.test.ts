// Proves the command around the decoder. What the decoder knows is proved in test/unit/scripts/verify/decoder/.
import { spawnSync } from "node:child_process";
import { test, type TestContext } from "node:test";
import { runCommand } from "../../../scripts/lib/command.ts";
import { explainCommand } from "../../../scripts/explain.ts";

async function run(...argv: string[]): Promise<{ readonly exitCode: number; readonly stdout: string }> {
  let stdout = "";
  const streams = {
    stdout: (text: string) => void (stdout += text),
    stderr: () => {},
    isStdoutTerminal: false,
    isStderrTerminal: false,
    environment: {},
  };
  return { exitCode: await runCommand(explainCommand, argv, streams, new AbortController().signal), stdout };
}

test("what is known is said with its code, who cures it, how, and the source", async (t: TestContext) => {
  const { exitCode, stdout } = await run("--text", '{"error":{"code":"7505","message":"Request authorization tenant mismatch."}}');
  const wanted = [
    "DT_TENANT_MISMATCH  token, request and callee are not of one tenant",
    "who       platform engineer",
    "fix       name a callee who is a member of tenant TENANT-ID",
    "it says nothing about consent; waiting does not cure it",
    "source    microsoft-graph-docs#9481",
    "more      docs/errors.md#dt_tenant_mismatch",
  ];
  t.assert.deepStrictEqual([exitCode, wanted.filter((text) => !stdout.includes(text))], [0, []]);
});

test("nothing at all is a mistake of the reader's, not something that Microsoft is to be asked about (2)", async (t: TestContext) => {
  t.assert.deepStrictEqual(await run("--text", "  "), { exitCode: 2, stdout: "" });
});

test("what is not known is said to be unknown, with what to quote to Microsoft (3)", async (t: TestContext) => {
  const { exitCode, stdout } = await run("--text", "subcode: 13025, diagcode: 408#13025.@");
  t.assert.deepStrictEqual(
    [exitCode, stdout.trimEnd().split("\n").slice(1)],
    [
      3,
      [
        "unknown  not known here, and nothing is guessed",
        "  who       Microsoft",
        "  fix       ask Microsoft, and quote: request-id, client-request-id, Date and, for a call, the call chain id",
      ],
    ],
  );
});

test("a result of a call that is no failure is not made one", async (t: TestContext) => {
  const { exitCode, stdout } = await run("--text", '"resultInfo":{"code":200,"subcode":7000}', "--json");
  const { isKnown, code, exitCode: ends, consent } = JSON.parse(stdout) as Record<string, unknown>;
  t.assert.deepStrictEqual([exitCode, isKnown, code, ends, consent], [0, true, null, null, "proved"]);
});

test("the end of a call that somebody has to cure is not called no failure", async (t: TestContext) => {
  const heads = [];
  for (const text of ["DiagCode: 500#7117.@", "403#5110", "DiagCode: 200#7000.@", '{"error":{"code":"8522"}}']) {
    const { stdout } = await run("--text", text);
    heads.push(stdout.trim().split("  ")[0]);
  }
  t.assert.deepStrictEqual(heads, ["end of a call", "end of a call", "no failure", "no failure"]);
});

test("as a process it reads stdin, and prints one document", (t: TestContext) => {
  const { status, stdout } = spawnSync(process.execPath, ["scripts/explain.ts", "--json"], {
    input: "AADSTS7000222: The provided client secret keys for app 'x' are expired.",
    encoding: "utf8",
  });
  const { code, exitCode } = JSON.parse(stdout) as Record<string, unknown>;
  t.assert.deepStrictEqual([status, stdout.trim().split("\n").length, code, exitCode], [0, 1, "DT_CREDENTIAL_EXPIRED", 10]);
});
