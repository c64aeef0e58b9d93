import type { BudgetClock } from "./budget-clock.ts";
import type { CloudAnswer } from "./cloud-http.ts";
import { TransportFailure } from "./transport-failure.ts";

/** Cloud seconds that one read may take with its repeats, where the caller does not say otherwise. */
const readBudgetSeconds = 60;
/** Cloud seconds before the first repeat; doubled each time, with full jitter. */
const firstPauseSeconds = 2;

/**
 * Repeats a read while the other side is throttling, broken or unreachable, within a budget of cloud seconds.
 * `Retry-After` is obeyed in both its forms; one that goes past the budget ends the wait at once. Only for reads: a
 * create of a call never comes here.
 * @returns the last answer, whatever its status @throws TransportFailure of the last attempt
 */
export async function retryRead(
  clock: BudgetClock,
  signal: AbortSignal,
  attempt: () => Promise<CloudAnswer>,
  random: () => number = Math.random,
  budgetSeconds: number = readBudgetSeconds,
): Promise<CloudAnswer> {
  const startedAt = clock.elapsedSeconds();
  for (let pause = firstPauseSeconds; ; pause *= 2) {
    let failure: TransportFailure | undefined;
    let answer: CloudAnswer | undefined;
    try {
      answer = await attempt();
    } catch (error) {
      // A certificate does not mend itself while one waits.
      if (!(error instanceof TransportFailure) || error.kind === "tls") throw error;
      failure = error;
    }
    if (answer !== undefined && answer.status !== 429 && answer.status < 500) return answer;
    const asked = answer === undefined ? undefined : toRetryAfterSeconds(answer.headers.get("retry-after"));
    const wait = asked ?? pause * (0.5 + random() / 2);
    if (clock.elapsedSeconds() - startedAt + wait > budgetSeconds) {
      if (answer === undefined) throw failure;
      return answer;
    }
    await clock.sleep(wait, signal);
  }
}

/** Seconds of a `Retry-After` header: delta seconds or HTTP-date. Source: RFC 9110 section 10.2.3, read 2026-11-25. */
export function toRetryAfterSeconds(header: string | null, nowMs: number = Date.now()): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header);
  const atMs = Date.parse(header);
  return Number.isNaN(atMs) ? undefined : Math.max(0, (atMs - nowMs) / 1000);
}
