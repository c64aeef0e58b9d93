import type { BudgetClock } from "./budget-clock.ts";

/** A bounded wait for something that the cloud makes true by itself. */
export interface Poll<Value> {
  readonly clock: BudgetClock;
  readonly signal: AbortSignal;
  /** Cloud seconds between attempts. */
  readonly everySeconds: number;
  /** Cloud seconds until the wait is given up; the last attempt is made at its end. */
  readonly budgetSeconds: number;
  /** One look. Its value is returned once `isEnough`. */
  readonly attempt: () => Promise<Value>;
  readonly isEnough: (value: Value) => boolean;
  /** Told before each sleep, so that a reader sees the wait: elapsed and limit in cloud seconds. */
  readonly onWait?: (elapsedSeconds: number, budgetSeconds: number, value: Value) => void;
}

/** Looks until it is enough or the budget is spent, and gives the last value either way. Looks at least once. */
export async function pollWithin<Value>(poll: Poll<Value>): Promise<Value> {
  const startedAt = poll.clock.elapsedSeconds();
  for (;;) {
    const value = await poll.attempt();
    const elapsed = poll.clock.elapsedSeconds() - startedAt;
    if (poll.isEnough(value) || elapsed >= poll.budgetSeconds) return value;
    poll.onWait?.(elapsed, poll.budgetSeconds, value);
    await poll.clock.sleep(Math.min(poll.everySeconds, poll.budgetSeconds - elapsed), poll.signal);
  }
}
