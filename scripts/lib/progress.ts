import type { Paint } from "./paint.ts";

/** What a person sees while a command works: one line a step, on stderr, with the wall time since the start. */
export interface Progress {
  /** One line: which part is at work, and what it does. */
  readonly step: (phase: string, text: string) => void;
}

/**
 * Environment variable with the wall time (milliseconds since the epoch) that a child's elapsed times count from; set by
 * a rehearsal, so that its phase lines and its children's are of one clock.
 */
export const startedAtVariable = "DIALTONE_STARTED_AT";

/** Width of the phase column, in characters; the longest phase name ("provision", "credential") fits. */
const phaseWidth = 11;

/** Writes phase lines such as `  1.2s  consent     a fresh token carries Calls.Initiate.All`. */
export function createProgress(
  write: (text: string) => void,
  paint: Paint,
  now: () => number = () => performance.now(),
  startedAt: number = now(),
): Progress {
  return {
    step: (phase, text) => {
      const seconds = ((now() - startedAt) / 1000).toFixed(1).padStart(5);
      write(`${paint.dim(`${seconds}s`)}  ${phase.padEnd(phaseWidth)} ${text}\n`);
    },
  };
}

/** A progress that says nothing, for tests and for callers that report in another way. */
export const silentProgress: Progress = { step: () => {} };
