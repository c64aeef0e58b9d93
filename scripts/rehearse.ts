#!/usr/bin/env node
/**
 * `npm run rehearse`: the whole story on this machine. It provisions the stack into a simulated Microsoft cloud with
 * the program that `pulumi up` runs, lets that cloud start the real callback host, and has the real verification place
 * one call. It proves what the code does; what Microsoft does is proved by `pulumi up` and `npm run verify` alone.
 */
import { exitCode } from "../infra/contract/exit-code.ts";
import { runAsProcess, type CommandContext, type CommandOutcome, type ScriptDefinition } from "./lib/command.ts";
import { watchParentByProcessId } from "./lib/parent-watch.ts";
import { assertNeeds, chooseEngine } from "./rehearse/choose-engine.ts";
import { isRunByNpm, readNpmProcessId } from "./lib/npm-ancestor.ts";
import { rehearseAll } from "./rehearse/rehearse-all.ts";
import { parseRehearseFlags, rehearseOptions, type RehearseFlags } from "./rehearse/rehearse-flags.ts";
import { runRehearsal } from "./rehearse/run-rehearsal.ts";
import { formatScenarioList, loadScenario, loadScenarios, toScenarioList } from "./rehearse/scenario-catalog.ts";

export const rehearse: ScriptDefinition<RehearseFlags> = {
  name: "rehearse",
  summary:
    "Provisions the stack into a simulated Microsoft cloud on this machine, places the test call with the real\n" +
    "verification, and prints the proof. Needs no tenant, no subscription, no Docker and no Pulumi CLI.",
  options: rehearseOptions,
  examples: [
    "npm run rehearse",
    "npm run rehearse -- --scenario consent-missing",
    "npm run rehearse -- --stack prod --json --evidence proof",
  ],
  parseFlags: parseRehearseFlags,
  run: runCommandLine,
};

async function runCommandLine(flags: RehearseFlags, context: CommandContext): Promise<CommandOutcome> {
  if (flags.list) {
    const scenarios = await loadScenarios();
    return { exitCode: exitCode.done, result: toScenarioList(scenarios), report: formatScenarioList(scenarios) };
  }
  const request = {
    stackName: flags.stackName,
    // Many stories are many engine starts: with --all the real engine plays those that are about it, unless it was asked for.
    engine: flags.all && flags.engine === "auto" ? "in-process" : await chooseEngine(flags.engine, context.environment, context.progress),
    isQuiet: flags.json,
    isMuted: false,
    evidenceDirectory: flags.evidenceDirectory,
    harFile: flags.harFile,
  };
  if (flags.all) return rehearseAll(await loadScenarios(), request, context);

  const scenario = await loadScenario(flags.scenarioName);
  await assertNeeds(scenario, context.environment);
  const { exitCode: code, evidence, problems } = await runRehearsal({ ...request, scenario }, context);
  for (const problem of problems) context.progress.step("rehearsal", `✘ ${problem.message}`);
  return { exitCode: code, result: evidence, report: "" };
}

if (import.meta.main) {
  // npm passes no signal on and may be killed: then there is nobody left who waits for us.
  if (isRunByNpm(process.env)) watchParentByProcessId(() => process.kill(process.pid, "SIGTERM"), readNpmProcessId);
  await runAsProcess(rehearse);
}
