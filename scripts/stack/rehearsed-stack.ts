import { loadCloud } from "../../infra/contract/cloud.ts";
import { startStandIns } from "../../test/cloud/providers/stand-ins.ts";
import { openPulumiStack } from "../engine/pulumi-engine.ts";
import { shiftClock } from "../engine/shift-clock.ts";
import { clockAheadVariable } from "../rehearse/clock-ahead.ts";
import { createReading } from "./automation-handle.ts";
import { withDraftStackFile } from "./stack-configuration.ts";
import type { StackHandle } from "./stack-handle.ts";

/**
 * A stack of a rehearsal, in the engine directory that the rehearsal keeps for it: state, home and passphrase are there,
 * providers are the stand-ins, and the program is the same one, inline.
 * @throws DialtoneError DT_USAGE_ENGINE
 */
export async function openRehearsedStack(
  stackName: string,
  directory: string,
  environment: NodeJS.ProcessEnv,
  { signal, isAfterDeath }: { readonly signal: AbortSignal; readonly isAfterDeath: boolean },
): Promise<StackHandle> {
  const clockAheadMs = Number(environment[clockAheadVariable] ?? 0);
  const standIns = await startStandIns({ environment, pace: loadCloud("rehearsal", environment).rehearsal?.clockRate ?? 1 });
  try {
    const stack = await openPulumiStack({
      stackName,
      // Loaded when it is run: most commands never do.
      program: async () => {
        const { default: program } = await import("../../infra/index.ts");
        // The program's clock alone: tokens and certificates carry wall time.
        shiftClock(clockAheadMs);
        try {
          return await program();
        } finally {
          shiftClock(0);
        }
      },
      debugProviders: standIns.debugProviders,
      environment,
      directory,
      afterDeath: isAfterDeath,
    });
    signal.addEventListener("abort", () => void stack.close(), { once: true });
    const { preview, refresh, previewDestroy, destroy, up, engineVersion } = stack;
    return {
      ...createReading(stack.automation, stackName),
      engineVersion,
      isRehearsed: true,
      now: () => new Date(Date.now() + clockAheadMs),
      directory,
      previewWith: (sets, report) =>
        withDraftStackFile(stack.automation.workspace.workDir, stackName, sets, (configFile) => preview(report, configFile)),
      refresh,
      previewDestroy,
      destroy,
      up,
      close: async () => {
        await stack.close();
        await standIns.stop();
      },
    };
  } catch (error) {
    await standIns.stop();
    throw error;
  }
}
