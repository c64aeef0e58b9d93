import type { BudgetClock } from "../lib/budget-clock.ts";
import type { DeployerCloud } from "../lib/deployer-cloud.ts";
import { pollWithin } from "../lib/poll-within.ts";
import { deletedVaultApiVersion, type Kept } from "./find-kept.ts";

/** Cloud seconds between looks at a purge, and for all of them. */
const everySeconds = 5;
const budgetSeconds = 300;

/** What became of something that Microsoft kept. */
export interface PurgeEnd {
  readonly kept: Kept;
  readonly isPurged: boolean;
  /** Why it is still there; empty where it is not. */
  readonly problem: string;
}

/** Removes for good what may be removed, one after the other: an application first, its service principal may go with it. */
export async function purgeKept(
  cloud: DeployerCloud,
  all: readonly Kept[],
  clock: BudgetClock,
  signal: AbortSignal,
): Promise<readonly PurgeEnd[]> {
  const ends: PurgeEnd[] = [];
  for (const kept of all)
    ends.push(kept.isPurgeable ? await purge(cloud, kept, clock, signal) : { kept, isPurged: false, problem: kept.why });
  return ends;
}

async function purge(cloud: DeployerCloud, kept: Kept, clock: BudgetClock, signal: AbortSignal): Promise<PurgeEnd> {
  const asked = await cloud.ask(
    kept.kind === "vault"
      ? { to: "arm", method: "POST", path: `${kept.cloudId}/purge?api-version=${deletedVaultApiVersion}` }
      : { to: "graph", method: "DELETE", path: `/v1.0/directory/deletedItems/${kept.cloudId}` },
  );
  if (asked.status >= 300 && asked.status !== 404)
    return { kept, isPurged: false, problem: `the purge was refused (HTTP ${asked.status})` };
  const look = (): Promise<number> =>
    cloud
      .ask(
        kept.kind === "vault"
          ? { to: "arm", method: "GET", path: `${kept.cloudId}?api-version=${deletedVaultApiVersion}` }
          : { to: "graph", method: "GET", path: `/v1.0/directory/deletedItems/${kept.cloudId}` },
      )
      .then(({ status }) => status);
  const status = await pollWithin({ clock, signal, everySeconds, budgetSeconds, attempt: look, isEnough: (seen) => seen === 404 });
  return status === 404
    ? { kept, isPurged: true, problem: "" }
    : { kept, isPurged: false, problem: `it was asked for, and is still there after ${budgetSeconds} s (HTTP ${status})` };
}
