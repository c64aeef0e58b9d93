import * as pulumi from "@pulumi/pulumi";
import type { Cloud } from "../contract/cloud.ts";

/** Types whose second create adopts what the first one left, and the failures that pass by themselves. */
export type RetriedResource = "role-assignment" | "service-principal";

/**
 * Failures of replication, as the providers word them: there is only text at this place. Nothing else is retried.
 * Sources: facts/cloud-wire.md 1.8 and facts/pulumi-azure.md 1.3 (terraform-provider-azuread @f0169e0e), read 2026-11-25.
 */
const transientFailures: Record<RetriedResource, readonly RegExp[]> = {
  "role-assignment": [/PrincipalNotFound/],
  "service-principal": [
    /Timed out whilst waiting for new service principal to be replicated/i,
    /does not reference a valid application object/i,
    /backing application of the service principal being created must in the local tenant/i,
    // Ours is there, from the create before, and the provider's look-up does not see it yet. Its name is our client id.
    /Request_MultipleObjectsWithSameKeyValue.*service principal name/i,
  ],
};

/** First wait, in seconds; each next one is twice as long, up to {@link maxWaitSeconds}. */
const firstWaitSeconds = 5;
const maxWaitSeconds = 60;
/** Retries of one create: 5 + 10 + 20 + 40 + 60 + 60 + 60 s, somewhat over four minutes, as replication takes up to five. */
export const maxRetries = 7;

/** The `hooks` option of a resource that is retried; empty where the engine knows no error hooks. */
export type RetryHooks = Readonly<Record<RetriedResource, { hooks?: { onError: pulumi.ErrorHook[] } }>>;

/**
 * Hooks that let the engine create again after a replication failure. Only for role assignments (deterministic names)
 * and our own service principal (`useExisting`): the engine of 3.259 loses a partially created resource of any other
 * kind when it creates again (pulumi#24683). Call it inside of the program: a hook registers itself with the engine.
 *
 * The SDK's mock monitor has no error hooks and would hang on one; there, nothing is retried.
 */
export function createRetryHooks(cloud: Cloud): RetryHooks {
  return { "role-assignment": createHook("role-assignment", cloud), "service-principal": createHook("service-principal", cloud) };
}

function createHook(kind: RetriedResource, cloud: Cloud): { hooks?: { onError: pulumi.ErrorHook[] } } {
  if (typeof pulumi.runtime.getMonitor()?.registerErrorHook !== "function") return {};
  const hook = new pulumi.ErrorHook(`dialtone-retry-${kind}`, async ({ failedOperation, errors }) => {
    if (!isTransient(kind, failedOperation, errors)) return false;
    const waitMs = (toWaitSeconds(errors.length) * 1000) / (cloud.rehearsal?.clockRate ?? 1);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    return true;
  });
  return { hooks: { onError: [hook] } };
}

/** Whether a failure passes by itself and there are retries left. `errors` are the engine's, newest first. */
export function isTransient(kind: RetriedResource, failedOperation: string, errors: readonly string[]): boolean {
  const [newest = ""] = errors;
  return failedOperation === "create" && errors.length <= maxRetries && transientFailures[kind].some((pattern) => pattern.test(newest));
}

/** Wait before retry number `attempt` (from 1), in seconds of the cloud's clock. */
export function toWaitSeconds(attempt: number): number {
  return Math.min(maxWaitSeconds, firstWaitSeconds * 2 ** (attempt - 1));
}
