// Proves what verify makes of its flags before it asks anybody anything.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { runCommand } from "../../../../scripts/lib/command.ts";
import { verifyCommand } from "../../../../scripts/verify.ts";
import { writeEvidence } from "../../../../scripts/verify/write-evidence.ts";
import { createProvedEvidence } from "./evidence-fixture.ts";

async function run(...argv: string[]): Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }> {
  let stdout = "";
  let stderr = "";
  const streams = {
    stdout: (text: string) => void (stdout += text),
    stderr: (text: string) => void (stderr += text),
    isStdoutTerminal: false,
    isStderrTerminal: false,
    environment: {},
  };
  const exitCode = await runCommand(verifyCommand, argv, streams, new AbortController().signal);
  return { exitCode, stdout, stderr };
}

test("--help names every waiting budget, --check and its exit codes", async (t: TestContext) => {
  const { exitCode, stdout } = await run("--help");
  const wanted = ["--wait-consent TIME", "--wait-ring TIME", "--wait-answer TIME", "--check DIR", "(0: they fit, 2: something changed)"];
  t.assert.deepStrictEqual([exitCode, wanted.filter((text) => !stdout.includes(text))], [0, []]);
});

test("--check excludes what belongs to a run, all problems at once", async (t: TestContext) => {
  const { exitCode, stderr } = await run("--check", "DIR", "--stack", "dev", "--no-call", "--wait-ring", "x");
  t.assert.strictEqual(exitCode, 2);
  for (const name of ["stack", "no-call", "wait-ring"])
    t.assert.ok(stderr.includes(`--check looks at a folder, and --${name} does not belong to it`));
  t.assert.ok(stderr.includes('--wait-ring is "x", and not a time'));
});

test("--check --json prints one document", async (t: TestContext) => {
  const folder = mkdtempSync(join(tmpdir(), "dialtone-flags-"));
  try {
    await writeEvidence(folder, await createProvedEvidence());
    const { exitCode, stdout } = await run("--check", folder, "--json");
    const { schema, isIntact, documents } = JSON.parse(stdout) as { schema: string; isIntact: boolean; documents: readonly object[] };
    t.assert.deepStrictEqual([exitCode, schema, isIntact, documents.length], [0, "dialtone/evidence-check/1", true, 1]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("a folder without evidence is usage, with its code", async (t: TestContext) => {
  const { exitCode, stderr } = await run("--check", join(tmpdir(), "dialtone-no-such-folder"));
  t.assert.deepStrictEqual([exitCode, stderr.includes("DT_USAGE_EVIDENCE")], [2, true]);
});

test("a folder that evidence cannot be kept in is usage, before the outputs are looked for", async (t: TestContext) => {
  const folder = mkdtempSync(join(tmpdir(), "dialtone-flags-"));
  try {
    const file = join(folder, "taken");
    writeFileSync(file, "");
    const { exitCode, stdout, stderr } = await run("--outputs", join(folder, "none.json"), "--evidence", file, "--json");
    t.assert.deepStrictEqual([exitCode, stdout, stderr.includes("DT_USAGE_FLAG")], [2, "", true]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
