import { setTimeout as sleepFor } from "node:timers/promises";

/**
 * Time as waiting budgets count it: seconds on the cloud's clock, which a rehearsal runs faster than the wall's. Stamps
 * in evidence, tokens and rows carry wall time and do not come from here.
 */
export interface BudgetClock {
  /** Cloud seconds since this clock was made. */
  readonly elapsedSeconds: () => number;
  /** Sleeps cloud seconds; ends early with the signal's reason. */
  readonly sleep: (cloudSeconds: number, signal: AbortSignal) => Promise<void>;
  /** Wall milliseconds of a budget, but never less than the floor: a loaded machine is slow whatever its clock says. */
  readonly toWallMs: (cloudSeconds: number, floorMs: number) => number;
}

/** @param rate cloud seconds per wall second; 1 outside of a rehearsal. */
export function createBudgetClock(rate: number, now: () => number = () => performance.now()): BudgetClock {
  const startedAt = now();
  return {
    elapsedSeconds: () => ((now() - startedAt) / 1000) * rate,
    sleep: async (cloudSeconds, signal) => {
      signal.throwIfAborted();
      try {
        await sleepFor((cloudSeconds * 1000) / rate, undefined, { signal });
      } catch (error) {
        signal.throwIfAborted();
        throw error;
      }
    },
    toWallMs: (cloudSeconds, floorMs) => Math.max((cloudSeconds * 1000) / rate, floorMs),
  };
}
