import { setTimeout as delay } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import type { Cloud } from "../contract/cloud.ts";

/** A bounded wait, in an update, for what Microsoft's replication makes true by itself. */
export interface Waiting {
  readonly cloud: Cloud;
  /** How long at most, in seconds of the cloud's clock; how often is asked is {@link everySeconds}. */
  readonly budgetSeconds: number;
  /** What is waited for, for the reader of `pulumi up`; said once, before the first wait. */
  readonly what: string;
  /** Whether a refusal is one that passes by itself. Any other ends the wait at once. */
  readonly passes: (error: unknown) => boolean;
}

/** Seconds of the cloud's clock between two attempts. */
const everySeconds = 5;

/** The first answer that is no refusal. Rejects with the last refusal when the budget is spent or it does not pass. */
export async function askUntil<Answer>({ cloud, budgetSeconds, what, passes }: Waiting, ask: () => Promise<Answer>): Promise<Answer> {
  const rate = cloud.rehearsal?.clockRate ?? 1;
  const endsAt = performance.now() + (budgetSeconds * 1000) / rate;
  for (let isFirst = true; ; isFirst = false) {
    try {
      return await ask();
    } catch (error) {
      if (!passes(error) || performance.now() > endsAt) throw error;
    }
    if (isFirst) await pulumi.log.info(`waiting until ${what}: up to ${budgetSeconds} s`);
    await delay((everySeconds * 1000) / rate);
  }
}
