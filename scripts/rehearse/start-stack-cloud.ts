import type { RunningCloud } from "../../test/cloud/start-cloud.ts";
import { checkoutDirectory } from "./checkout.ts";
import { mergeSeeds } from "./merge-seeds.ts";
import type { RehearsalOptions } from "./rehearsal-options.ts";
import type { StackPlan } from "./stack-plan.ts";

/** Starts the cloud with what the stack's configuration names in it. Its folder is made in `temporaryDirectory`. */
export async function startStackCloud(plan: StackPlan, temporaryDirectory: string, options: RehearsalOptions): Promise<RunningCloud> {
  // Loaded here and not above: --help and --list need no cloud, and the engine's process loads meanwhile.
  const { startCloud } = await import("../../test/cloud/start-cloud.ts");
  const { extraSeed = {}, scenarioCloud } = options;
  return startCloud({
    tenantId: plan.tenantId,
    subscriptionId: plan.subscriptionId,
    seed: mergeSeeds(extraSeed, plan.seed),
    clock: { mode: "real", rate: scenarioCloud.clockRate },
    faults: scenarioCloud.faults ?? [],
    nation: plan.nation,
    ...(scenarioCloud.pipeline === undefined ? {} : { pipeline: scenarioCloud.pipeline }),
    ...(plan.machine === undefined ? {} : { machineIdentityId: plan.machine.identityResourceId }),
    dependenciesDirectory: checkoutDirectory,
    temporaryDirectory,
    signal: options.signal,
    warn: (message) => options.progress.step("cloud", `! ${message}`),
    ...options.cloudOptions,
  });
}
