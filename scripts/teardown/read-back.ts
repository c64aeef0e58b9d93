import type { BudgetClock } from "../lib/budget-clock.ts";
import type { DeployerCloud } from "../lib/deployer-cloud.ts";
import { pollWithin } from "../lib/poll-within.ts";
import { lookAtItem, type Look } from "./look-at-item.ts";
import { readGraphGrants, type GraphGrants } from "./microsoft-graph-grants.ts";
import type { InventoryItem } from "./stack-inventory.ts";

/** Cloud seconds between looks, and for all of them: replicas of the directory answer with what is gone for some minutes. */
const everySeconds = 10;
const budgetSeconds = 300;

export interface LookedAt {
  readonly item: InventoryItem;
  readonly look: Look;
}

/** What the cloud says after the last deletion. */
export interface ReadBack {
  readonly items: readonly LookedAt[];
  /** Undefined where nobody could look. */
  readonly grants: GraphGrants | undefined;
}

export interface ReadBackOptions {
  readonly cloud: DeployerCloud;
  readonly items: readonly InventoryItem[];
  readonly principalObjectId: string | undefined;
  readonly clock: BudgetClock;
  readonly signal: AbortSignal;
  readonly report: (line: string) => void;
}

/** Asks for everything until nothing is left or the time is up. What was seen gone is not asked for again. */
export async function readBack({ cloud, items, principalObjectId, clock, signal, report }: ReadBackOptions): Promise<ReadBack> {
  const looks = new Map<InventoryItem, Look>();
  let grants: GraphGrants | undefined;
  await pollWithin({
    clock,
    signal,
    everySeconds,
    budgetSeconds,
    attempt: async () => {
      grants = await readGraphGrants(cloud, principalObjectId).catch(() => undefined);
      const open = items.filter((item) => looks.get(item)?.status !== "gone" && (item.in === "entra" || item.apiVersion !== undefined));
      for (const item of open) looks.set(item, await lookAtItem(cloud, item, grants?.ours));
      return open.filter((item) => looks.get(item)?.status !== "gone");
    },
    isEnough: (open) => open.length === 0,
    onWait: (elapsed, budget, open) =>
      report(`still there: ${open.map(({ kind, name }) => `${kind} ${name}`).join(", ")} (${Math.round(elapsed)} s of ${budget} s)`),
  });
  return { items: items.map((item) => ({ item, look: looks.get(item) ?? lookAtItsGroup(item, looks) })), grants };
}

/** Of a type that nothing here reads: gone with the resource group that it was in, and only then. */
function lookAtItsGroup(item: InventoryItem, looks: ReadonlyMap<InventoryItem, Look>): Look {
  const group = [...looks].find(
    ([other]) => other.kind === "resource group" && item.cloudId.toLowerCase().startsWith(`${other.cloudId.toLowerCase()}/`),
  );
  return group?.[1].status === "gone"
    ? { status: "gone", saw: `gone with resource group ${group[0].name}` }
    : { status: "unknown", saw: "it could not be read by itself, and its resource group is not gone" };
}
