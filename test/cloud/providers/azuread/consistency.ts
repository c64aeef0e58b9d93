import type { GraphClient } from "./graph-client.ts";
import { ProviderFailure } from "../provider-failure.ts";

/**
 * The provider's wait for eventual consistency: it wants to see the target five times in a row.
 * Source: terraform-provider-azuread internal/helpers/consistency/consistency.go, facts/cloud-wire.md 1.6, read 2026-11-25.
 */
const wantedInARow = 5;
/** Seconds on the cloud's clock; the default timeout of these operations. */
const budgetSeconds = 300;

/**
 * Polls until `isReached` was true five times in a row. The real provider also waits between two good answers; a
 * stand-in only waits while the target is missing, so the requests are the same and the time is not.
 */
export async function waitUntilConsistent(graph: GraphClient, what: string, everySeconds: number, isReached: () => Promise<boolean>) {
  let inARow = 0;
  for (let waitedSeconds = 0; waitedSeconds <= budgetSeconds;) {
    inARow = (await isReached()) ? inARow + 1 : 0;
    if (inARow === wantedInARow) return;
    if (inARow > 0) continue;
    await graph.wait(everySeconds);
    waitedSeconds += everySeconds;
  }
  throw new ProviderFailure(`waiting for ${what}: timeout while waiting for state to become 'Done'`);
}
