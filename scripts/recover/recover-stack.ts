import type { StackHandle } from "../stack/stack-handle.ts";
import { findCreated } from "./find-created.ts";
import { findStrays } from "./find-strays.ts";
import type { RecoveryCloud } from "./recovery-cloud.ts";
import { nameOf, type StackState, type StateResource } from "./stack-state.ts";
import { findPlanned } from "./find-planned.ts";

export interface RecoveryOptions {
  readonly stack: Pick<StackHandle, "cancel" | "readState" | "replaceState" | "refresh" | "planCreates">;
  readonly cloud: RecoveryCloud;
  readonly subscriptionId: string;
  readonly report: (line: string) => void;
}

/**
 * Brings a stack's state and the cloud together after a run that was killed, failed half-way or heard no answer: releases
 * the lock, takes what was made into the state, forgets what was not, and names what it may not decide. Then `up` goes on.
 *
 * By `pulumi cancel`, `stack export`, `stack import`, `refresh` and `preview`, all of Pulumi's own.
 * Needs: that nobody is at work on the stack. Does not: delete anything but a client secret whose text nobody has.
 * @returns what a person has to decide; empty where nothing is left
 */
export async function recoverStack(options: RecoveryOptions): Promise<readonly string[]> {
  const { stack, cloud, report } = options;
  await stack.cancel().catch(() => {}); // there was no lock
  await settlePending(options);
  await stack.refresh(() => {});
  // What lies in a resource can be looked for once that one is in the state.
  const taken = new Set<string>();
  while ((await takeOverPlanned(options, taken)) > 0) await stack.refresh(() => {});
  const strays = await findStrays(cloud, await stack.readState());
  for (const stray of strays) report(stray);
  return strays;
}

/** What was cut short: the engine wrote down that it began. */
async function settlePending({ stack, cloud, subscriptionId, report }: RecoveryOptions): Promise<void> {
  const state = await stack.readState();
  const pending = (state.pending_operations ?? []).flatMap(({ resource, type }) => (type === "creating" ? [resource] : []));
  const made: StateResource[] = [];
  for (const resource of pending) {
    const fate = await findCreated(cloud, state, resource, subscriptionId);
    if (fate.kind === "made") made.push(toTakenOver(resource, fate.resourceId));
    report(fate.kind === "made" ? describe(resource, fate.resourceId) : `${nameOf(resource.urn)}: ${fate.why}`);
  }
  if ((state.pending_operations ?? []).length === 0) return report("no creation was cut short");
  await stack.replaceState(withResources(state, made));
}

/** What a create that failed left in the cloud: nothing is written down of it, and the program would make it again. */
async function takeOverPlanned({ stack, cloud, subscriptionId, report }: RecoveryOptions, taken: Set<string>): Promise<number> {
  let planned: readonly StateResource[];
  try {
    planned = await stack.planCreates();
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split("\n").find((line) => line.trim() !== "");
    report(
      `what a failed create left behind was not looked for, because the program cannot be previewed: ${reason?.trim() ?? "no reason"}`,
    );
    return 0;
  }
  const state = await stack.readState();
  const known = new Set((state.resources ?? []).map(({ urn }) => urn));
  // A resource needs its parent in the state; and one that a refresh does not find is not taken over again.
  const possible = planned.filter(({ urn, parent }) => !taken.has(urn) && (parent === undefined || parent === "" || known.has(parent)));
  const found = await findPlanned(cloud, state, possible, subscriptionId);
  for (const { resource, resourceId } of found) {
    taken.add(resource.urn);
    report(describe(resource, resourceId));
  }
  if (found.length > 0) {
    await stack.replaceState(
      withResources(
        state,
        found.map(({ resource, resourceId }) => toTakenOver(resource, resourceId)),
      ),
    );
  }
  return found.length;
}

function describe({ urn }: StateResource, resourceId: string): string {
  return `${nameOf(urn)}: it was made, and is taken over as ${resourceId}`;
}

function toTakenOver(resource: StateResource, resourceId: string): StateResource {
  return { ...resource, id: resourceId, outputs: resource.inputs ?? {} };
}

function withResources(state: StackState, made: readonly StateResource[]): StackState {
  return { ...state, resources: [...(state.resources ?? []), ...made], pending_operations: [] };
}
