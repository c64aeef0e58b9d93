import { isDeepStrictEqual } from "node:util";
import type { InventoryAct } from "../../test/cloud/scenarios/scenario.ts";
import { formatCounts, type LifeMismatch } from "./compare-life-run.ts";

/**
 * Where what a story left in the cloud differs from what its act lists: how many of each kind, or which, each by the
 * start of its line. `additions`: lines of `listCloud`. Pure.
 */
export function judgeInventory(act: InventoryAct, additions: readonly string[]): LifeMismatch[] {
  const counts = countKinds(additions);
  if (act.counts !== undefined && !isDeepStrictEqual(counts, act.counts)) {
    return [
      {
        what: "the cloud does not hold as much as it should",
        saw: formatCounts({ counts }),
        expected: formatCounts({ counts: act.counts }),
      },
    ];
  }
  if (act.holds === undefined) return [];
  const { holds } = act;
  const isAsListed = additions.length === holds.length && holds.every((start, index) => additions[index]?.startsWith(start) === true);
  return isAsListed ? [] : [{ what: "the cloud does not hold what it should", saw: additions.join(", "), expected: holds.join(", ") }];
}

function countKinds(additions: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const line of additions) {
    const kind = /^(?:deleted )?(?:resource group|resource|vault|application|service principal)/.exec(line)?.[0] ?? line;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}
