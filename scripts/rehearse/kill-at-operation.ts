import { setTimeout as wait } from "node:timers/promises";
import type { RunningCloud } from "../../test/cloud/start-cloud.ts";

/** How often the transcript is looked at for a held request, in milliseconds of the wall. */
const pollMs = 5;

/** A process that is to die in the middle of its work. */
export interface Victim {
  /** Name of the cloud's operation whose next answer nobody hears. */
  readonly operation: string;
  /** Which death of the story this is, from 1. */
  readonly death: number;
  readonly ended: Promise<unknown>;
  readonly kill: () => void | Promise<void>;
}

/** Kills it while it waits for the answer to that operation, which the cloud did; gives the request, undefined where it never came. */
export async function killAtOperation({ context }: Pick<RunningCloud, "context">, victim: Victim): Promise<string | undefined> {
  const name = `nobody hears the answer to ${victim.operation} (death ${victim.death})`;
  context.faults.add({ name, match: { operation: victim.operation }, action: { kind: "hold" } });
  const state = { isOver: false };
  void victim.ended.then(() => (state.isOver = true));
  const findHeld = () => context.transcript.exchanges().find(({ fault }) => fault === name);
  while (!state.isOver && findHeld() === undefined) await wait(pollMs);
  const held = findHeld();
  if (held === undefined) return undefined;
  await victim.kill();
  await victim.ended;
  return `${held.method} ${URL.parse(held.url)?.pathname ?? ""}`;
}
