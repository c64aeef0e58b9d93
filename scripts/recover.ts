#!/usr/bin/env node
/**
 * `npm run recover`: after a `pulumi up` that was killed or heard no answer, brings the stack's state and the cloud
 * together, so that the next `pulumi up` goes on without a duplicate. docs/recovery.md says when and what.
 */
import { loadCloud } from "../infra/contract/cloud.ts";
import { exitCode } from "../infra/contract/exit-code.ts";
import { runAsProcess, type CommandContext, type CommandOutcome, type ScriptDefinition } from "./lib/command.ts";
import { createDeployerCloud } from "./lib/deployer-cloud.ts";
import { recoverStack } from "./recover/recover-stack.ts";
import { createRecoveryCloud } from "./recover/recovery-cloud.ts";
import { openStack } from "./stack/open-stack.ts";

export interface RecoverFlags {
  readonly stackName: string;
}

export const recoverCommand: ScriptDefinition<RecoverFlags> = {
  name: "recover",
  summary:
    "Mends a stack after a pulumi up that was killed or heard no answer: releases the lock, takes what was made into the\n" +
    "state, forgets what was not, refreshes, and names what a person has to decide (exit 4). Nobody may be at work on it.",
  options: { stack: { type: "string", placeholder: "NAME", summary: "the stack to mend" } },
  examples: ["npm run recover -- --stack dev"],
  parseFlags: (values, problems) => {
    const stackName = values.string("stack");
    if (stackName === undefined) problems.push("--stack NAME is needed");
    return { stackName: stackName ?? "" };
  },
  run,
};

async function run({ stackName }: RecoverFlags, context: CommandContext): Promise<CommandOutcome> {
  const { environment, progress } = context;
  const stack = await openStack(stackName, context, { isAfterDeath: true });
  try {
    const { cloud: cloudName = "public", tenantId, subscriptionId } = await stack.readConfiguration();
    const deployer = createDeployerCloud(loadCloud(String(cloudName), environment), String(tenantId), environment, context.signal);
    const cloud = createRecoveryCloud(deployer);
    try {
      const report = (line: string): void => progress.step("recover", line);
      const strays = await recoverStack({ stack, cloud, subscriptionId: String(subscriptionId), report });
      const next = strays.length === 0 ? `done; now: pulumi up --stack ${stackName}` : "a person has to decide about what is named above";
      return { exitCode: strays.length === 0 ? exitCode.done : exitCode.handoff, result: { strays }, report: `${next}\n` };
    } finally {
      await deployer.close();
    }
  } finally {
    await stack.close();
  }
}

if (import.meta.main) await runAsProcess(recoverCommand);
