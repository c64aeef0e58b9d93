import { spawn, type ChildProcess } from "node:child_process";
import { join, resolve } from "node:path";

export const checkoutDirectory = resolve(import.meta.dirname, "..", "..");
const loopbackGuard = join(import.meta.dirname, "loopback-only.mjs");

/** A script of the kit that runs as a process of its own. */
export interface ScriptProcess {
  readonly process: ChildProcess;
  readonly processId: number;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves with the match once stderr or stdout contains it; rejects when the process ends before. */
  readonly until: (pattern: RegExp) => Promise<RegExpExecArray>;
  readonly ended: Promise<ScriptEnd>;
}

export interface ScriptEnd {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

export interface ScriptOptions {
  /** Replaces the environment: what a newcomer has, when it holds next to nothing. Default: this process's own. */
  readonly environment?: NodeJS.ProcessEnv;
  /** A process group of its own, so that a test can signal the whole group. */
  readonly hasGroup?: boolean;
}

/** Starts `scripts/<name>.ts` as the npm script does, with the network guard. */
export function startScript(name: string, flags: readonly string[], options: ScriptOptions = {}): ScriptProcess {
  return startProgram(process.execPath, ["--import", "./scripts/node-version.mjs", `scripts/${name}.ts`, ...flags], options);
}

/** Starts any program in the checkout, with the network guard in every Node process that inherits its environment. */
export function startProgram(program: string, programArguments: readonly string[], options: ScriptOptions = {}): ScriptProcess {
  const startedAt = performance.now();
  const child = spawn(program, programArguments, {
    cwd: checkoutDirectory,
    env: { ...withoutTestRunner(options.environment ?? process.env), NODE_OPTIONS: `--import=${loopbackGuard}` },
    detached: options.hasGroup === true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  // A test that fails half-way leaves nothing behind: `npm test` ends its files by force.
  const endChild = (): void => void child.kill("SIGKILL");
  process.once("exit", endChild);
  child.once("close", () => process.off("exit", endChild));
  const text = { stdout: "", stderr: "" };
  const listeners = new Set<() => void>();
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (chunk: string) => {
      text[stream] += chunk;
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<ScriptEnd>((resolveEnd, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode, signal) => resolveEnd({ exitCode, signal, ...text, durationMs: performance.now() - startedAt }));
  });
  function until(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolveMatch, reject) => {
      const look = (): void => {
        const match = pattern.exec(text.stderr) ?? pattern.exec(text.stdout);
        if (match === null) return;
        listeners.delete(look);
        resolveMatch(match);
      };
      listeners.add(look);
      look();
      void ended.then((end) =>
        reject(new Error(`ended with ${String(end.exitCode)} before ${String(pattern)}\n${end.stderr.split("\n").slice(-12).join("\n")}`)),
      );
    });
  }
  return { process: child, processId: child.pid ?? 0, stdout: () => text.stdout, stderr: () => text.stderr, until, ended };
}

/** Runs a script to its end. */
export function runScript(name: string, flags: readonly string[], options: ScriptOptions = {}): Promise<ScriptEnd> {
  return startScript(name, flags, options).ended;
}

/** `node --test` tells its children by a variable, and theirs would take themselves for tests. */
function withoutTestRunner(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => name !== "NODE_TEST_CONTEXT" && name !== "NODE_OPTIONS"));
}
