import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import { toInterruption } from "../lib/interruption.ts";
import { evidenceSchema, type Evidence } from "../verify/evidence.ts";
import { clockAheadVariable } from "./clock-ahead.ts";
import { startChildProgram, type ChildProgram } from "./child-program.ts";

/**
 * How long verify may take to hang up after a signal, in milliseconds: with the cloud's own stop (under 2 s) everything
 * is over within the five seconds that issue A gives an interrupted rehearsal.
 */
const windUpMs = 2500;

export interface VerifyRun {
  readonly exitCode: number;
  /** Undefined where verify ended before it had anything to say (usage). */
  readonly evidence: Evidence | undefined;
  /** What it told on its way; empty where that went to the terminal. */
  readonly told: string;
}

/**
 * Runs the real verification in a process of its own against the outputs file. For people its report goes to our own
 * stdout; with `isQuiet` nothing does. An abort is passed on as the signal it came from, and the call is hung up.
 * @throws DialtoneError DT_UNCERTAIN_PROCESS when the process was killed.
 */
export async function runVerify(options: {
  readonly outputsFile: string;
  readonly flags: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly evidenceDirectory: string;
  readonly isQuiet: boolean;
  /** What it tells on its way is kept for the story, not shown. */
  readonly isMuted: boolean;
  /** How far its machine's clock is ahead, in milliseconds. */
  readonly clockAheadMs: number;
  readonly signal: AbortSignal;
  /** Rejects when the simulated cloud lost one of its processes; nothing that verify says counts then. */
  readonly broken: Promise<never>;
}): Promise<VerifyRun> {
  const program = startChildProgram({
    name: "verify",
    script: "scripts/verify.ts",
    flags: [
      `--outputs=${options.outputsFile}`,
      `--evidence=${options.evidenceDirectory}`,
      ...(options.isQuiet ? ["--json"] : []),
      ...options.flags,
    ],
    ...(options.clockAheadMs === 0 ? {} : { preload: "./scripts/rehearse/wrong-clock.ts" }),
    environment: { ...options.environment, [clockAheadVariable]: String(options.clockAheadMs) },
    stdout: options.isQuiet ? "capture" : "inherit",
    stderr: options.isMuted ? "capture" : "inherit",
  });
  const onAbort = (): void => void windUp(program, toInterruption(options.signal)?.signalName ?? "SIGTERM");
  if (options.signal.aborted) onAbort();
  else options.signal.addEventListener("abort", onAbort, { once: true });
  const { code, signal } = await Promise.race([program.ended, options.broken])
    .catch(async (error: unknown) => {
      await windUp(program, "SIGTERM");
      throw error;
    })
    .finally(() => options.signal.removeEventListener("abort", onAbort));
  if (code === null && !options.signal.aborted) throw toDeath(signal);
  return { exitCode: code ?? 1, evidence: readEvidence(options.evidenceDirectory), told: program.stderr() };
}

async function windUp(program: ChildProgram, signalName: NodeJS.Signals): Promise<void> {
  program.forward(signalName);
  await Promise.race([program.ended, wait(windUpMs, undefined, { ref: false })]);
  program.kill();
}

/** The one document in a directory of this run's own. */
function readEvidence(directory: string): Evidence | undefined {
  if (!existsSync(directory)) return undefined;
  const file = readdirSync(directory).find((name) => name.endsWith(".json"));
  return file === undefined ? undefined : evidenceSchema.parse(JSON.parse(readFileSync(join(directory, file), "utf8")));
}

function toDeath(signal: NodeJS.Signals | null): DialtoneError {
  return new DialtoneError({
    code: "DT_UNCERTAIN_PROCESS",
    what: "verify was killed before it was done",
    saw: String(signal),
    expected: "verify to end by itself, with the call hung up",
    fix: "npm run rehearse (the simulated call ended with the simulated cloud)",
  });
}
