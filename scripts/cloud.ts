#!/usr/bin/env node
/**
 * `npm run cloud`: the simulated Microsoft cloud alone, until it is stopped (Ctrl-C or SIGTERM: exit 0). Point any
 * client at it: Terraform, Pulumi, an Azure SDK, curl, or an app of your own. With `--stack` the calling app is there.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { exitCode } from "../infra/contract/exit-code.ts";
import { cloudOptions, parseCloudFlags, type CloudFlags } from "./cloud/cloud-flags.ts";
import { openCloud } from "./cloud/open-cloud.ts";
import { formatReady, toReadyLine } from "./cloud/ready-line.ts";
import { runAsProcess, type CommandContext, type CommandOutcome, type ScriptDefinition } from "./lib/command.ts";
import { toInterruption } from "./lib/interruption.ts";
import { watchParentByProcessId } from "./lib/parent-watch.ts";
import { isRunByNpm, readNpmProcessId } from "./lib/npm-ancestor.ts";
import { loadScenario } from "./rehearse/scenario-catalog.ts";
import { untilAborted } from "./rehearse/until-aborted.ts";

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
  try {
    const open = await openCloud(flags, await loadScenario(flags.scenarioName), context);
    try {
      context.announce(flags.json ? `${JSON.stringify(toReadyLine(open))}\n` : formatReady(open));
      return await untilAborted(context.signal, [open.broken]);
    } finally {
      if (flags.harFile !== undefined) {
        mkdirSync(dirname(flags.harFile), { recursive: true });
        writeFileSync(flags.harFile, `${JSON.stringify(open.cloud.har(), undefined, 2)}\n`);
      }
      await open.close();
    }
  } catch (error) {
    // Being stopped is how this command ends.
    if (toInterruption(context.signal) === undefined) throw error;
    return stopped;
  }
}

if (import.meta.main) {
  // npm passes no signal on and may be killed: then there is nobody left who waits for us.
  if (isRunByNpm(process.env)) watchParentByProcessId(() => process.kill(process.pid, "SIGTERM"), readNpmProcessId);
  await runAsProcess(cloud);
}
