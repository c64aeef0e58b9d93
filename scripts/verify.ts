import { readFileSync } from "node:fs";
import { loadCloud } from "../infra/contract/cloud.ts";
import type { ExitCode } from "../infra/contract/exit-code.ts";
import type { Outputs } from "../infra/contract/outputs.ts";
import { createBudgetClock } from "./lib/budget-clock.ts";
import { runAsProcess, type CommandContext, type CommandOutcome, type ScriptDefinition } from "./lib/command.ts";
import type { FlagValues } from "./lib/flag-values.ts";
import { budgetOptions, parseBudgetFlags, toAskedBudgets } from "./verify/budget-flags.ts";
import { createBudgets, type Budgets } from "./verify/budgets.ts";
import { checkEvidence, formatEvidenceCheck, toCheckExitCode } from "./verify/check-evidence.ts";
import { findFailedGate } from "./verify/failed-gate.ts";
import { chooseCallee } from "./verify/choose-callee.ts";
import { isRunByNpm, readNpmProcessId } from "./lib/npm-ancestor.ts";
import { parentWatchVariable, watchParentByProcessId } from "./lib/parent-watch.ts";
import { findDrift } from "./verify/drift/find-drift.ts";
import { evidenceSchema, type Evidence } from "./verify/evidence.ts";
import { formatReport } from "./verify/format-report.ts";
import { keepEvidence, prepareEvidenceFolder } from "./verify/keep-evidence.ts";
import { loadOutputsFromFile, loadOutputsFromStack } from "./verify/load-outputs.ts";
import { refuseForeignOutputs } from "./verify/refuse-foreign-outputs.ts";
import { refuseMixedOutputs } from "./verify/refuse-mixed-outputs.ts";
import { toEvidence } from "./verify/to-evidence.ts";
import { chooseDrill, parseDrillFlags, type DrillFlags } from "./verify/drill/choose-drill.ts";
import { createFindings, type Verification } from "./verify/verification.ts";
import { createVerifyClients } from "./verify/verify-clients.ts";
import { walkChain } from "./verify/walk-chain.ts";

/** Environment variable that tells verify which engine provisioned the rehearsal; set by the rehearsal. */
const engineVariable = "DIALTONE_REHEARSAL_ENGINE";
/** Environment variable that tells verify that engine's version; set by the rehearsal. */
const engineVersionVariable = "DIALTONE_REHEARSAL_ENGINE_VERSION";

export interface VerifyFlags {
  readonly stack: string | undefined;
  readonly outputsFile: string | undefined;
  readonly calleeObjectId: string | undefined;
  readonly isCallWanted: boolean;
  readonly isAnswerRequired: boolean;
  readonly isDriftWanted: boolean;
  readonly drill: DrillFlags | undefined;
  readonly evidenceDirectory: string | undefined;
  /** Folder whose evidence is checked instead of a stack. */
  readonly checkDirectory: string | undefined;
  /** Waiting budgets that were asked for, in cloud seconds. */
  readonly budgets: Partial<Budgets>;
}

/** Proves, link by link and with one call, that a stack's app may place calls; or names the link that is broken. */
export const verifyCommand: ScriptDefinition<VerifyFlags> = {
  name: "verify",
  summary:
    "Walks the chain of a deployed stack (credential, consent, tenant, bot, host, call, callbacks), places one call, hangs it up,\n" +
    "and says what is proved, or which link is broken and what mends it.",
  options: {
    stack: { type: "string", placeholder: "NAME", summary: "stack to verify; its outputs are asked of the Pulumi CLI" },
    outputs: { type: "string", placeholder: "FILE", summary: "outputs of a stack as JSON, instead of --stack" },
    callee: { type: "string", placeholder: "OBJECT-ID", summary: "whom to call; one of dialtone:callees (default: the first)" },
    "no-call": { type: "boolean", summary: "stop before the call: nobody is rung, nothing is proved" },
    "require-answer": { type: "boolean", summary: "exit 15 where the callee does not answer" },
    drill: {
      type: "string",
      placeholder: "KIND",
      summary: "when the call is up, also transfer it (transfer), or play and cancel a prompt (cancel-media)",
    },
    "transfer-to": {
      type: "string",
      placeholder: "OBJECT-ID",
      summary: "whom --drill transfer transfers to; another one of dialtone:callees",
    },
    drift: {
      type: "boolean",
      summary: "also compare grants, credentials, application, owners, webhook, route and role assignments with the stack",
    },
    json: { type: "boolean", summary: "print the evidence as one JSON document on stdout, and only that" },
    evidence: { type: "string", placeholder: "DIR", summary: "also write the evidence to DIR: evidence-<start>.json, and .html for eyes" },
    check: {
      type: "string",
      placeholder: "DIR",
      summary: "recompute the digests of the evidence in DIR (0: they fit, 2: something changed)",
    },
    ...budgetOptions,
  },
  examples: [
    "npm run verify -- --stack dev",
    "npm run verify -- --outputs outputs.json --no-call --json",
    "npm run verify -- --stack dev --evidence proof --wait-consent 10m",
    "npm run verify -- --stack dev --drill cancel-media",
    "npm run verify -- --stack dev --no-call --drift",
    "npm run verify -- --check proof",
  ],
  parseFlags,
  run,
};

function parseFlags(values: FlagValues, problems: string[]): VerifyFlags {
  const stack = values.string("stack");
  const outputsFile = values.string("outputs");
  const checkDirectory = values.string("check");
  if (checkDirectory !== undefined) problems.push(...findFlagsBesideCheck(values));
  else if (stack === undefined && outputsFile === undefined) problems.push("--stack NAME or --outputs FILE is needed");
  if (stack !== undefined && outputsFile !== undefined) problems.push("--stack and --outputs exclude each other");
  if (values.isSet("no-call") && values.isSet("require-answer")) problems.push("--require-answer needs a call, and --no-call wants none");
  return {
    stack,
    outputsFile,
    calleeObjectId: values.string("callee"),
    isCallWanted: !values.isSet("no-call"),
    isAnswerRequired: values.isSet("require-answer"),
    isDriftWanted: values.isSet("drift"),
    drill: parseDrillFlags(values, problems),
    evidenceDirectory: values.string("evidence"),
    checkDirectory,
    budgets: parseBudgetFlags(values, problems),
  };
}

/** `--check` looks at a folder, and at nothing else. */
function findFlagsBesideCheck(values: FlagValues): string[] {
  return Object.keys(verifyCommand.options)
    .filter((name) => name !== "check" && name !== "json" && (values.isSet(name) || values.string(name) !== undefined))
    .map((name) => `--check looks at a folder, and --${name} does not belong to it`);
}

async function run(flags: VerifyFlags, context: CommandContext): Promise<CommandOutcome> {
  const startedAt = new Date();
  if (flags.checkDirectory !== undefined) {
    const check = await checkEvidence(flags.checkDirectory);
    return { exitCode: toCheckExitCode(check), result: check, report: formatEvidenceCheck(check, flags.checkDirectory, context.paint) };
  }
  if (flags.evidenceDirectory !== undefined) await prepareEvidenceFolder(flags.evidenceDirectory);
  const outputs = await loadOutputs(flags, context);
  const cloud = loadCloud(outputs.cloud, context.environment);
  refuseForeignOutputs(outputs, cloud);
  refuseMixedOutputs(outputs, flags.stack);
  const calleeObjectId = chooseCallee(outputs, flags.calleeObjectId);
  const drill = chooseDrill(outputs, calleeObjectId, flags.drill);
  const clockRate = cloud.rehearsal?.clockRate ?? 1;
  const clock = createBudgetClock(clockRate);
  const budgets = createBudgets(clockRate, toAskedBudgets(outputs.waits, flags.budgets));
  const clients = createVerifyClients(cloud, outputs, clock, budgets, context.signal, context.environment);
  try {
    const verification: Verification = {
      cloud,
      outputs,
      calleeObjectId,
      isCallWanted: flags.isCallWanted,
      isAnswerRequired: flags.isAnswerRequired,
      drill,
      clients,
      clock,
      budgets,
      progress: context.progress,
      signal: context.signal,
      findings: createFindings(),
    };
    // Before the call: a gate that fails while this one is at work is not answered by it.
    const gate = flags.stack === undefined ? undefined : await findFailedGate(flags.stack, outputs, context.environment);
    const chain = await walkChain(verification);
    const drift = flags.isDriftWanted ? await findDrift(verification, (line) => context.progress.step("drift", line)) : undefined;
    const engine = cloud.rehearsal === undefined ? null : toEngine(context.environment[engineVariable]);
    const engineVersion = engine === null ? undefined : context.environment[engineVersionVariable];
    const facts = { startedAt, finishedAt: new Date(), dialtoneVersion: readVersion(), engine, engineVersion, drift };
    const found = evidenceSchema.parse(toEvidence(verification, chain, facts));
    const evidence = flags.evidenceDirectory === undefined ? found : await keep(flags.evidenceDirectory, found, context);
    await gate?.answer(evidence, (line) => context.progress.step("gate", line));
    return { exitCode: evidence.exitCode as ExitCode, result: evidence, report: formatReport(evidence, context.paint) };
  } finally {
    await clients.close();
  }
}

async function keep(directory: string, found: Evidence, context: CommandContext): Promise<Evidence> {
  const { evidence, paths, problem } = await keepEvidence(directory, found);
  if (problem !== undefined) context.progress.step("evidence", `✘ ${problem.message}`);
  // A rehearsal's front has it written into a directory of its own, and says itself where the reader finds it.
  if (context.environment[parentWatchVariable] !== "1") for (const path of paths) context.progress.step("evidence", path);
  return evidence;
}

function loadOutputs(flags: VerifyFlags, context: CommandContext): Promise<Outputs> {
  return flags.outputsFile === undefined
    ? loadOutputsFromStack(flags.stack ?? "", context.environment, context.signal)
    : loadOutputsFromFile(flags.outputsFile);
}

function toEngine(value: string | undefined): Evidence["engine"] {
  return value === "pulumi" ? "pulumi" : "in-process";
}

function readVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { readonly version: string };
  return manifest.version;
}

if (import.meta.main) {
  // npm passes no signal on and may be killed: the call must be hung up all the same. A rehearsal's front watches for itself.
  if (isRunByNpm(process.env) && process.env[parentWatchVariable] === undefined)
    watchParentByProcessId(() => process.kill(process.pid, "SIGTERM"), readNpmProcessId);
  await runAsProcess(verifyCommand);
}
