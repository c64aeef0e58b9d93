#!/usr/bin/env node
/**
 * `npm run teardown`: the way back to nothing. Without `--yes` it says what it would delete; with it, it deletes what the
 * stack made, reads back that it is gone, and names what Microsoft keeps of it until when.
 */
import { readFileSync } from "node:fs";
import { loadCloud } from "../infra/contract/cloud.ts";
import { DialtoneError } from "../infra/contract/dialtone-error.ts";
import type { ExitCode } from "../infra/contract/exit-code.ts";
import { runAsProcess, type CommandContext, type CommandOutcome, type ScriptDefinition } from "./lib/command.ts";
import { createDeployerCloud } from "./lib/deployer-cloud.ts";
import { TransportFailure } from "./lib/transport-failure.ts";
import { openStack } from "./stack/open-stack.ts";
import { formatTeardown } from "./teardown/format-teardown.ts";
import { keepTeardown } from "./teardown/keep-teardown.ts";
import { readStackPlace } from "./teardown/read-stack-place.ts";
import { runTeardown } from "./teardown/run-teardown.ts";
import { teardownEvidenceSchema } from "./teardown/teardown-evidence.ts";
import { prepareEvidenceFolder } from "./verify/keep-evidence.ts";

export interface TeardownFlags {
  readonly stackName: string;
  readonly isMeant: boolean;
  readonly isUnprotected: boolean;
  readonly isPurgeWanted: boolean;
  readonly evidenceDirectory: string | undefined;
}

export const teardownCommand: ScriptDefinition<TeardownFlags> = {
  name: "teardown",
  summary:
    "Deletes what a stack made, reads back from Entra and Azure that it is gone, and names what Microsoft keeps of it until\n" +
    "when. Without --yes it only says what it would do (exit 0). Run again after an interruption, it goes on.",
  options: {
    stack: { type: "string", placeholder: "NAME", summary: "the stack to tear down" },
    yes: { type: "boolean", summary: "do it; without this nothing is changed" },
    unprotect: { type: "string", placeholder: "NAME", summary: "lift protect: true first; wants the stack's name once more" },
    purge: {
      type: "boolean",
      summary: "also remove what Microsoft keeps and lets itself be told to forget (recycle bin, soft-deleted vault)",
    },
    json: { type: "boolean", summary: "print the proof as one JSON document on stdout, and only that" },
    evidence: { type: "string", placeholder: "DIR", summary: "also write the proof to DIR: teardown-<start>.json, and .txt for eyes" },
  },
  examples: [
    "npm run teardown -- --stack dev",
    "npm run teardown -- --stack dev --yes --evidence proof",
    "npm run teardown -- --stack dev --yes --unprotect dev --purge",
  ],
  parseFlags: (values, problems) => {
    const stackName = values.string("stack");
    const unprotect = values.string("unprotect");
    if (stackName === undefined) problems.push("--stack NAME is needed");
    if (unprotect !== undefined && unprotect !== stackName) problems.push("--unprotect wants the stack's own name, the one after --stack");
    for (const flag of ["purge", "unprotect"] as const) {
      const isGiven = flag === "purge" ? values.isSet(flag) : unprotect !== undefined;
      if (isGiven && !values.isSet("yes")) problems.push(`--${flag} changes something, and needs --yes`);
    }
    return {
      stackName: stackName ?? "",
      isMeant: values.isSet("yes"),
      isUnprotected: unprotect !== undefined,
      isPurgeWanted: values.isSet("purge"),
      evidenceDirectory: values.string("evidence"),
    };
  },
  run,
};

async function run(flags: TeardownFlags, context: CommandContext): Promise<CommandOutcome> {
  const startedAt = new Date();
  if (flags.evidenceDirectory !== undefined) await prepareEvidenceFolder(flags.evidenceDirectory);
  const stack = await openStack(flags.stackName, context, { isAfterDeath: flags.isMeant });
  try {
    const { cloudName, tenantId, subscriptionId } = await readStackPlace(stack);
    const cloud = loadCloud(cloudName, context.environment);
    const deployer = createDeployerCloud(cloud, tenantId, context.environment, context.signal);
    try {
      const end = await runTeardown({ ...flags, stack, cloud, deployer, subscriptionId }, context);
      const evidence = teardownEvidenceSchema.parse({
        schema: "dialtone/teardown/1",
        rehearsal: cloud.rehearsal !== undefined,
        stack: stack.stackName,
        cloud: cloud.name,
        tenantId,
        subscriptionId,
        startedAt: startedAt.toISOString(),
        finishedAt: new Date().toISOString(),
        dialtoneVersion: readVersion(),
        engineVersion: stack.engineVersion,
        ...end,
      });
      if (flags.evidenceDirectory !== undefined)
        for (const path of await keepTeardown(flags.evidenceDirectory, evidence)) context.progress.step("evidence", path);
      return { exitCode: evidence.exitCode as ExitCode, result: evidence, report: formatTeardown(evidence, context.paint) };
    } finally {
      await deployer.close();
    }
  } catch (error) {
    throw error instanceof TransportFailure ? toUncertain(error, flags.stackName) : error;
  } finally {
    await stack.close();
  }
}

function toUncertain(failure: TransportFailure, stackName: string): DialtoneError {
  return new DialtoneError({
    code: "DT_UNCERTAIN_NETWORK",
    what: "teardown could not look at what is in the cloud",
    saw: failure.message,
    expected: "an answer",
    fix: `check network, proxy and firewall, then: npm run teardown -- --stack ${stackName}; it goes on where it stopped`,
    cause: failure,
  });
}

function readVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { readonly version: string };
  return manifest.version;
}

if (import.meta.main) await runAsProcess(teardownCommand);
