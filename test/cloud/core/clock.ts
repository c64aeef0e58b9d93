import type { CloudClock } from "./cloud-context.ts";

/** How the cloud's clock runs: with the wall's (faster by `rate`), or only when it is moved. */
export type ClockOptions = { readonly mode: "real"; readonly rate: number } | { readonly mode: "manual" };

/** A clock that can be stopped: nothing that was scheduled runs afterwards. */
export interface StoppableClock extends CloudClock {
  readonly stop: () => void;
  /** Back to the wall's time; what was scheduled is forgotten, and who sleeps wakes. */
  readonly reset: () => void;
}

interface Scheduled {
  readonly dueMs: number;
  readonly order: number;
  readonly task: () => void | Promise<void>;
  timer: NodeJS.Timeout | undefined;
}

/** Longest delay of a Node timer, in milliseconds; longer ones are armed again. Source: Node.js documentation of `setTimeout`, read 2026-11-25. */
const longestTimerMs = 2_147_483_647;

/**
 * The cloud's clock. It starts at the wall's time. In real mode tasks run by timers, in manual mode only in `advance`;
 * `advance` works in both. A task that throws fails the process: a simulated service has no right to lose an error.
 */
export function createClock(options: ClockOptions): StoppableClock {
  const rate = options.mode === "real" ? options.rate : 1;
  let startedAtMs = Date.now();
  const scheduled = new Set<Scheduled>();
  const cancelled = new Set<() => void>();
  let movedMs = 0;
  let order = 0;
  let stopped = false;

  const elapsedMs = (): number => (options.mode === "real" ? (Date.now() - startedAtMs) * rate : 0);
  const nowMs = (): number => Math.floor(startedAtMs + elapsedMs() + movedMs);

  async function run(entry: Scheduled): Promise<void> {
    if (!scheduled.delete(entry)) return;
    clearTimeout(entry.timer);
    await entry.task();
  }

  function arm(entry: Scheduled): void {
    clearTimeout(entry.timer);
    if (options.mode === "manual") return;
    const wallDelayMs = Math.max(0, Math.ceil((entry.dueMs - nowMs()) / rate));
    entry.timer = setTimeout(
      () => {
        if (entry.dueMs > nowMs()) arm(entry);
        else void run(entry);
      },
      Math.min(wallDelayMs, longestTimerMs),
    );
  }

  function schedule(delayMs: number, task: () => void | Promise<void>): () => void {
    const entry: Scheduled = { dueMs: nowMs() + Math.max(0, delayMs), order: order++, task, timer: undefined };
    if (stopped) return () => {};
    scheduled.add(entry);
    arm(entry);
    return () => {
      scheduled.delete(entry);
      clearTimeout(entry.timer);
    };
  }

  async function advance(deltaMs: number): Promise<void> {
    const targetMs = nowMs() + deltaMs;
    for (;;) {
      const next = [...scheduled]
        .filter((entry) => entry.dueMs <= targetMs)
        .sort((left, right) => left.dueMs - right.dueMs || left.order - right.order)[0];
      if (next === undefined) break;
      movedMs += Math.max(0, next.dueMs - nowMs());
      await run(next);
    }
    movedMs += Math.max(0, targetMs - nowMs());
    for (const entry of scheduled) arm(entry);
  }

  function forget(): void {
    for (const entry of scheduled) clearTimeout(entry.timer);
    scheduled.clear();
    for (const resolve of cancelled) resolve();
    cancelled.clear();
  }

  return {
    nowMs,
    wallMs: () => Date.now(),
    rate,
    schedule,
    sleep: (delayMs) =>
      new Promise((resolve) => {
        if (stopped) return resolve();
        cancelled.add(resolve);
        schedule(delayMs, () => {
          cancelled.delete(resolve);
          resolve();
        });
      }),
    advance,
    stop: () => {
      stopped = true;
      forget();
    },
    reset: () => {
      forget();
      startedAtMs = Date.now();
      movedMs = 0;
    },
  };
}
