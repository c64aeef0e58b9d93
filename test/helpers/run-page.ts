import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkoutDirectory } from "./run-script.ts";

/** What came of the shell blocks of a page. */
export interface PageRun {
  readonly exitCode: number | null;
  /** How many blocks there were to run, and the last that was begun. */
  readonly blocks: number;
  readonly lastBlock: number;
  /** stdout and stderr, as they came. */
  readonly transcript: string;
}

interface Block {
  readonly language: string;
  readonly options: ReadonlyMap<string, string>;
  readonly text: string;
}

/** Longest that a page may take, in milliseconds. */
const pageTimeoutMs = 240_000;

/**
 * Runs a page: blocks with `file=NAME` are written, `sh` blocks run one after another in one bash, in a folder that looks
 * like the checkout and is not it. A block with `needs=VARIABLE` runs where that variable is set.
 */
export async function runPage(page: string): Promise<PageRun> {
  const directory = mkdtempSync(join(tmpdir(), "dialtone-page-"));
  for (const name of readdirSync(checkoutDirectory)) {
    if (name !== ".git") symlinkSync(join(checkoutDirectory, name), join(directory, name));
  }
  const blocks = readBlocks(readFileSync(join(checkoutDirectory, page), "utf8"));
  for (const { options, text } of blocks) {
    const file = options.get("file");
    if (file !== undefined) writeFileSync(join(directory, file), text);
  }
  const shell = blocks.filter(({ language, options }) => language === "sh" && (process.env[options.get("needs") ?? "PATH"] ?? "") !== "");
  const script = ["set -euo pipefail", ...shell.map(({ text }, at) => `echo "### block ${at + 1}"\n${text}`)].join("\n");
  try {
    const { exitCode, transcript } = await runBash(script, directory);
    const lastBlock = Math.max(0, ...[...transcript.matchAll(/^### block (\d+)$/gm)].map(([, at]) => Number(at)));
    return { exitCode, blocks: shell.length, lastBlock, transcript };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The fenced blocks of a Markdown page. */
function readBlocks(page: string): Block[] {
  return [...page.matchAll(/^```(\w+)([^\n]*)\n([^]*?)^```$/gm)].map(([, language = "", info = "", text = ""]) => ({
    language,
    options: new Map(
      info.split(" ").flatMap((option): [string, string][] => (option.includes("=") ? [option.split("=") as [string, string]] : [])),
    ),
    text,
  }));
}

function runBash(script: string, directory: string): Promise<{ exitCode: number | null; transcript: string }> {
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => name !== "NODE_TEST_CONTEXT" && name !== "NODE_OPTIONS"),
  );
  const child = spawn("bash", ["-c", script], {
    cwd: directory,
    // The Node that runs the tests, and npm's own lines left out.
    env: { ...environment, PATH: `${join(process.execPath, "..")}:${process.env["PATH"] ?? ""}`, npm_config_update_notifier: "false" },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let transcript = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (transcript += text));
  // A page that fails in the middle leaves what it had started: the whole group goes.
  const end = (): void => {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
  };
  const timer = setTimeout(end, pageTimeoutMs);
  child.once("exit", (exitCode) => {
    if (exitCode !== 0) end();
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode) => {
      clearTimeout(timer);
      resolve({ exitCode, transcript });
    });
  });
}
