/**
 * Runs the tests: `npm test`, or `npm test -- unit/infra e2e/default.test.ts` for some folders or files below test/.
 * Every file is listed by name, because a `node --test` glob that matches nothing exits 0; here that is exit 2. The
 * network is closed but for loopback in every test process. The exit code is node's own.
 */
import { spawn } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { delimiter, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { exitCode } from "../infra/contract/exit-code.ts";

const testRoot = import.meta.dirname;
const checkout = resolve(testRoot, "..");
const suites = ["unit", "e2e"];
/** Longest that one file may take, in milliseconds (15 min; the longest plays every scenario): a hung test ends the run instead of the CI job. */
const fileTimeoutMs = 900_000;

function listTestFiles(target: string): string[] {
  const path = resolve(testRoot, target);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (found.isFile()) return path.endsWith(".test.ts") ? [path] : [];
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => join(path, name))
    .sort();
}

function isOnPath(program: string): boolean {
  const names = process.platform === "win32" ? [`${program}.exe`, `${program}.cmd`] : [program];
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .some((directory) => names.some((name) => statSync(join(directory, name), { throwIfNoEntry: false })?.isFile() === true));
}

if (process.argv[2] === "--help") {
  process.stdout.write(
    "Runs the tests: all of them, or those of some folders or files below test/.\n\n" +
      "Usage: npm test -- [unit/infra] [e2e/default.test.ts] …\n\nExit codes:\n" +
      `  ${exitCode.done}  every test passed\n  ${exitCode.bug}  a test failed\n  ${exitCode.usage}  no test there\n` +
      `  ${exitCode.interrupted}, ${exitCode.terminated}  interrupted\n`,
  );
  process.exit(exitCode.done);
}
const targets = process.argv.length > 2 ? process.argv.slice(2) : suites;
const empty = targets.filter((target) => listTestFiles(target).length === 0);
if (empty.length > 0) {
  process.stderr.write(`DT_USAGE_FLAG  no test file (*.test.ts) is in ${empty.map((target) => `test/${target}`).join(", ")}\n`);
  process.exit(exitCode.usage);
}
const files = [...new Set(targets.flatMap(listTestFiles))].map((file) => relative(checkout, file));

process.stdout.write(
  isOnPath("pulumi")
    ? "engine tests: run, with the pulumi CLI on PATH\n"
    : "engine tests: skipped, there is no pulumi CLI on PATH (what runs in process is run)\n",
);
const runner = spawn(
  process.execPath,
  [
    "--import",
    join(testRoot, "helpers", "loopback-only.mjs"),
    "--import",
    join(testRoot, "helpers", "whole-reports.mjs"),
    "--test",
    `--test-reporter=${pathToFileURL(join(testRoot, "helpers", "spec-with-totals.ts")).href}`,
    `--test-concurrency=${Math.max(2, availableParallelism())}`,
    `--test-timeout=${fileTimeoutMs}`,
    // A failed test may leave a process or a listener; it has been reported, and must not hold the run up.
    "--test-force-exit",
    ...files,
  ],
  { cwd: checkout, stdio: "inherit" },
);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => runner.kill(signal));
runner.on("exit", (code, signal) => {
  process.exitCode = code ?? (signal === "SIGINT" ? exitCode.interrupted : exitCode.terminated);
});
