import { findCreated } from "./find-created.ts";
import { findStrays } from "./find-strays.ts";
import { toMissingGrant } from "./missing-grant.ts";
import type { RecoveryCloud } from "./recovery-cloud.ts";
import type { StackHandle } from "../stack/stack-handle.ts";
import { nameOf, type StackState, type StateResource } from "./stack-state.ts";

export interface RecoveryOptions {
  readonly stack: Pick<StackHandle, "cancel" | "readState" | "replaceState" | "refresh">;
  readonly cloud: RecoveryCloud;
  readonly subscriptionId: string;
  readonly report: (line: string) => void;
}

/**
 * Brings a stack's state and the cloud together after a run that was killed or heard no answer: releases the lock, takes
 * what was made into the state, forgets what was not, and names what it may not decide. Then `up` goes on.
 *
 * By `pulumi cancel`, `stack export`, `stack import` and `refresh`, all of Pulumi's own.
 * Needs: that nobody is at work on the stack. Does not: delete anything but a client secret whose text nobody has.
 * @returns what a person has to decide; empty where nothing is left
 */
export async function recoverStack({ stack, cloud, subscriptionId, report }: RecoveryOptions): Promise<readonly string[]> {
  await stack.cancel().catch(() => {}); // there was no lock
  const state = await stack.readState();
  const pending = (state.pending_operations ?? []).flatMap(({ resource, type }) => (type === "creating" ? [resource] : []));
  const missingGrant = await toMissingGrant(cloud, state);
  const made: StateResource[] = [];
  for (const resource of missingGrant === undefined ? pending : [...pending, missingGrant]) {
    const fate = await findCreated(cloud, state, resource, subscriptionId);
    if (fate.kind === "made") made.push({ ...resource, id: fate.resourceId, outputs: resource.inputs ?? {} });
    report(`${nameOf(resource.urn)}: ${fate.kind === "made" ? `it was made, and is taken over as ${fate.resourceId}` : fate.why}`);
  }
  if (pending.length === 0 && made.length === 0) report("no creation was cut short");
  const deployment: StackState = { ...state, resources: [...(state.resources ?? []), ...made], pending_operations: [] };
  await stack.replaceState(deployment);
  await stack.refresh(() => {});
  const strays = await findStrays(cloud, await stack.readState());
  for (const stray of strays) report(stray);
  return strays;
}
