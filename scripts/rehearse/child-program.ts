import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { parentWatchVariable } from "../lib/parent-watch.ts";
import { checkoutDirectory } from "./checkout.ts";

export interface ChildProgramOptions {
  /** What it is called when it is reported: `engine`, `verify`. */
  readonly name: string;
  /** Script in the checkout, and its arguments. */
  readonly script: string;
  readonly flags?: readonly string[];
  /** Module that the process loads before the script. */
  readonly preload?: string;
  readonly environment: NodeJS.ProcessEnv;
  /** `inherit`: the terminal's own, so that colours work; `capture`: kept for {@link ChildProgram.stdout}. */
  readonly stdout: "inherit" | "capture";
  readonly stderr: "inherit" | "capture";
  /** Opens a message channel beside the streams. */
  readonly hasChannel?: boolean;
}

export interface ChildEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** One process of a rehearsal beside the front. */
export interface ChildProgram {
  readonly name: string;
  readonly process: ChildProcess;
  /** Settles once the process is gone and its streams are read. */
  readonly ended: Promise<ChildEnd>;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** To the process itself, which winds up. */
  readonly forward: (signalName: NodeJS.Signals) => void;
  /** SIGKILL to the process and everything that it started. */
  readonly kill: () => void;
}

/**
 * Starts a script in a process group of its own, so that Ctrl-C on a terminal reaches the front alone, which decides
 * what is wound up in which order. The child holds our end of a stdin pipe: it ends by itself when we are gone,
 * SIGKILL included.
 */
export function startChildProgram(options: ChildProgramOptions): ChildProgram {
  const hasGroups = process.platform !== "win32";
  const child = spawn(process.execPath, [...toPreload(options.preload), options.script, ...(options.flags ?? [])], {
    cwd: checkoutDirectory,
    env: { ...options.environment, [parentWatchVariable]: "1" },
    detached: hasGroups,
    stdio: ["pipe", toStdio(options.stdout), toStdio(options.stderr), ...(options.hasChannel === true ? (["ipc"] as const) : [])],
  });
  child.stdin?.on("error", () => {}); // the child ended first: nothing is ever written to it
  const stdout = collect(child, "stdout");
  const stderr = collect(child, "stderr");
  const ended = waitForEnd(child);
  ended.catch(() => {}); // whoever awaits it hears of it
  const send = (target: number | undefined, signalName: NodeJS.Signals): void => {
    if (target === undefined || child.exitCode !== null || child.signalCode !== null) return;
    try {
      process.kill(target, signalName);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error; // it ended in between
    }
  };
  return {
    name: options.name,
    process: child,
    ended,
    stdout,
    stderr,
    forward: (signalName) => send(child.pid, signalName),
    kill: () => send(hasGroups && child.pid !== undefined ? -child.pid : child.pid, "SIGKILL"),
  };
}

/** Not the `close` event: Node 24 does not emit it for a child whose message channel was closed from this side. */
async function waitForEnd(child: ChildProcess): Promise<ChildEnd> {
  const read = [child.stdout, child.stderr].flatMap((stream) => (stream === null ? [] : [once(stream, "close")]));
  const end = await new Promise<ChildEnd>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });
  await Promise.all(read);
  return end;
}

function toPreload(module: string | undefined): string[] {
  return module === undefined ? [] : ["--import", module];
}

function toStdio(target: "inherit" | "capture"): "inherit" | "pipe" {
  return target === "inherit" ? "inherit" : "pipe";
}

function collect(child: ChildProcess, stream: "stdout" | "stderr"): () => string {
  const chunks: string[] = [];
  child[stream]?.setEncoding("utf8").on("data", (chunk: string) => chunks.push(chunk));
  return () => chunks.join("");
}
