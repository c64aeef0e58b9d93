import { exitCode } from "../../infra/contract/exit-code.ts";
import { cloudOptions, parseCloudFlags, type CloudFlags } from "./cloud-flags.ts";
import { openCloud } from "./open-cloud.ts";
import { formatReady, toReadyLine } from "./ready-line.ts";
import type { CommandContext, CommandOutcome, ScriptDefinition } from "../lib/command.ts";
import { openHarFile } from "../lib/har-file.ts";
import { toInterruption } from "../lib/interruption.ts";
import { loadScenario } from "../rehearse/scenario-catalog.ts";
import { untilAborted } from "../rehearse/until-aborted.ts";

/** `npm run cloud`, as data: its flags, and what it runs until it is stopped. */
export const cloud: ScriptDefinition<CloudFlags> = {
  name: "cloud",
  summary: "Runs the simulated Microsoft cloud on this machine until it is stopped (Ctrl-C or SIGTERM: exit 0).",
  options: cloudOptions,
  examples: ["npm run cloud", "npm run cloud -- --stack dev --json", "npm run cloud -- --seed tenant.json --har traffic.har"],
  parseFlags: parseCloudFlags,
  run: runCommandLine,
};

async function runCommandLine(flags: CloudFlags, context: CommandContext): Promise<CommandOutcome> {
  const stopped: CommandOutcome = { exitCode: exitCode.done, result: undefined, report: "" };
  const harFile = flags.harFile === undefined ? undefined : openHarFile(flags.harFile);
  try {
    const open = await openCloud(flags, await loadScenario(flags.scenarioName), context);
    try {
      context.announce(flags.json ? `${JSON.stringify(toReadyLine(open))}\n` : formatReady(open));
      return await untilAborted(context.signal, [open.broken]);
    } finally {
      const har = harFile === undefined ? undefined : open.cloud.har();
      await open.close();
      if (har !== undefined) harFile?.write(har, context.progress);
    }
  } catch (error) {
    // Being stopped is how this command ends.
    if (toInterruption(context.signal) === undefined) throw error;
    return stopped;
  }
}
