#!/usr/bin/env node
/**
 * `npm run bootstrap`: an environment from nothing to the point where `pulumi up` makes the rest. It looks at everything
 * first and says all problems at once, prints what it will do, and does it; run again it changes nothing, and after an
 * interruption it goes on. docs/bootstrap.md explains every check and every step.
 */
import { loadCloud } from "../infra/contract/cloud.ts";
import { exitCode } from "../infra/contract/exit-code.ts";
import { createAskPerson, isPersonThere } from "./bootstrap/ask-person.ts";
import type { Blueprint } from "./bootstrap/blueprint.ts";
import { openBootstrapCloud } from "./bootstrap/bootstrap-cloud.ts";
import { bootstrapOptions, parseBootstrapFlags, type BootstrapFlags } from "./bootstrap/bootstrap-flags.ts";
import { formatFindings, formatOutcome, formatPlan, isToDo, toStoppingCode, type BootstrapResult } from "./bootstrap/bootstrap-report.ts";
import { gatherBlueprint, toDirectory } from "./bootstrap/gather-blueprint.ts";
import { createPreflightContext } from "./bootstrap/preflight/create-preflight-context.ts";
import { runPreflight, toPreflightExitCode } from "./bootstrap/preflight/run-preflight.ts";
import { createPulumiCommand } from "./bootstrap/pulumi-cli.ts";
import { applySteps, readSteps } from "./bootstrap/run-steps.ts";
import { readStackFile } from "./bootstrap/stack-file.ts";
import { createSteps } from "./bootstrap/steps/create-steps.ts";
import { findLeftOut, toStandIn } from "./bootstrap/steps/pulumi-variables.ts";
import { findPulumi } from "./engine/find-pulumi.ts";
import { createBudgetClock } from "./lib/budget-clock.ts";
import { runAsProcess, type CommandContext, type CommandOutcome, type ScriptDefinition } from "./lib/command.ts";
import { isRunByNpm, readNpmProcessId } from "./lib/npm-ancestor.ts";
import { parentWatchVariable, watchParentByProcessId } from "./lib/parent-watch.ts";

export const bootstrapCommand: ScriptDefinition<BootstrapFlags> = {
  name: "bootstrap",
  summary:
    "Makes a new environment from nothing: looks at rights, region, names and versions before the first change and says every\n" +
    "problem at once (exit 2: yours to mend; 4: somebody with more rights has to; 3: could not find out), prints the plan, then\n" +
    "makes state backend, stack, configuration and, with --ci, the trust of a pipeline. Run again, it changes nothing.",
  options: bootstrapOptions,
  examples: [
    "npm run bootstrap -- --stack dev --location swedencentral --callee kim@contoso.com",
    "npm run bootstrap -- --stack dev --dry-run",
    "npm run bootstrap -- --stack prod --location swedencentral --callee kim@contoso.com --ci github --repository contoso/voice",
  ],
  parseFlags: parseBootstrapFlags,
  run,
};

async function run(flags: BootstrapFlags, context: CommandContext): Promise<CommandOutcome> {
  const { environment, signal, progress } = context;
  const directory = toDirectory(flags);
  const file = readStackFile(directory, flags.stackName);
  const cloudName = (flags.cloudName ??
    (typeof file.values["cloud"] === "string" ? file.values["cloud"] : "public")) as Blueprint["cloudName"];
  loadCloud(cloudName, {}); // in a rehearsal too, which has one cloud for all names
  const seam = loadCloud(cloudName, environment);
  const clock = createBudgetClock(seam.rehearsal?.clockRate ?? 1);
  const fileTenant = file.values["tenantId"];
  progress.step("sign-in", "who is signed in to Azure here");
  const cloud = await openBootstrapCloud(seam, flags.tenantId ?? (typeof fileTenant === "string" ? fileTenant : undefined), clock, signal);
  try {
    const standIn = toStandIn(environment);
    const pulumi = createPulumiCommand({ ...environment, ...standIn?.variables }, directory, signal);
    const isAsked = !flags.isAgreed && !flags.isJson && isPersonThere(environment, process.stdin, process.stderr);
    const person = isAsked
      ? createAskPerson({ input: process.stdin, output: process.stderr, signal, interrupt: () => process.kill(process.pid, "SIGINT") })
      : undefined;
    const blueprint = await gatherBlueprint({
      flags,
      file,
      cloud,
      cloudName,
      pulumi,
      standInUrl: standIn?.backendUrl,
      person,
    });
    const cli = await findPulumi(environment);
    const findings = await runPreflight(createPreflightContext({ cloud, blueprint, flags, file, cli, pulumi, environment }), progress);
    const stopping = toPreflightExitCode(findings);
    const result: BootstrapResult = {
      schema: "dialtone/bootstrap/1",
      stack: blueprint.stackName,
      outcome: "refused",
      exitCode: stopping,
      code: toStoppingCode(stopping),
      findings,
      steps: [],
      backendUrl: blueprint.backend.url,
      secretsProvider: blueprint.backend.secretsProvider,
    };
    if (stopping !== exitCode.done) return toOutcome(result, blueprint, context);
    return toOutcome(await make({ ...result, outcome: "planned" }), blueprint, context);

    async function make(planned: BootstrapResult): Promise<BootstrapResult> {
      const steps = createSteps(blueprint, cloud.signedIn);
      const leftOut = findLeftOut(blueprint.backend, environment, cli !== undefined, seam.rehearsal !== undefined);
      const stepContext = { blueprint, cloud, pulumi, environment, progress, signal, leftOut };
      progress.step("plan", `looking at ${steps.length} steps`);
      const plan = await readSteps(steps, stepContext);
      const seen: BootstrapResult = { ...planned, steps: plan };
      if (flags.isDryRun) return seen;
      if (!plan.some(({ state }) => isToDo(state))) return { ...seen, outcome: "nothing-to-do" };
      if (!flags.isJson) context.announce(`${formatFindings(findings, context.paint)}\n${formatPlan(plan, context.paint)}\n`);
      if (person !== undefined && !(await person.agree("Go on"))) return { ...seen, outcome: "declined" };
      return { ...seen, outcome: "made", steps: await applySteps(steps, plan, stepContext, progress) };
    }
  } finally {
    await cloud.close();
  }
}

/** The findings and the plan, where they were not announced before the work began; then what came of it. */
function toOutcome(result: BootstrapResult, blueprint: Blueprint, { paint }: CommandContext): CommandOutcome {
  const isAnnounced = result.outcome === "made" || result.outcome === "declined";
  const plan = result.steps.length === 0 ? "" : `${formatPlan(result.steps, paint)}\n`;
  const before = isAnnounced ? "" : `${formatFindings(result.findings, paint)}\n${plan}`;
  return { exitCode: result.exitCode, result, report: `${before}${formatOutcome(result, blueprint)}` };
}

if (import.meta.main) {
  // npm passes no signal on and may be killed: then there is nobody left who waits, and a second run goes on.
  if (isRunByNpm(process.env) && process.env[parentWatchVariable] === undefined)
    watchParentByProcessId(() => process.kill(process.pid, "SIGTERM"), readNpmProcessId);
  await runAsProcess(bootstrapCommand);
}
