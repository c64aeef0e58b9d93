#!/usr/bin/env node
/**
 * `npm run rotate`: the credential of a stack, renewed without a moment in which none is good. One run adds the new
 * generation beside the old one and proves it by a token; the run after the overlap takes the old one away.
 */
import { exitCode } from "../infra/contract/exit-code.ts";
import { runAsProcess, type CommandContext, type CommandOutcome, type ScriptDefinition } from "./lib/command.ts";
import type { FlagValues } from "./lib/flag-values.ts";
import { formatRotation } from "./rotate/format-rotation.ts";
import { runRotation } from "./rotate/run-rotation.ts";
import { openStack } from "./stack/open-stack.ts";

export interface RotateFlags {
  readonly stackName: string;
  readonly overlapMs: number;
  readonly wantedMode: "secret" | "certificate" | undefined;
  readonly isDryRun: boolean;
}

/** How long an older generation stays good beside the newer one where nobody says otherwise. */
const defaultOverlap = "1d";
/** Longest overlap, in days: a client secret lives for 90 by default. */
const maxOverlapDays = 30;
const hoursPerUnit: Readonly<Record<string, number>> = { h: 1, d: 24 };

export const rotateCommand: ScriptDefinition<RotateFlags> = {
  name: "rotate",
  summary:
    "Renews a stack's credential: adds a generation, proves it by a token, and marks the older one; the run after the\n" +
    "overlap takes that one away. Writes Pulumi.<stack>.yaml and runs pulumi up, after a preview that must show nothing\n" +
    "but credentials. Interrupted anywhere and run again, it goes on.",
  options: {
    stack: { type: "string", placeholder: "NAME", summary: "the stack whose credential to renew" },
    overlap: {
      type: "string",
      placeholder: "TIME",
      summary: `how long the older one stays good, such as 12h or 2d (default ${defaultOverlap}, ${maxOverlapDays}d at most)`,
    },
    mode: { type: "string", placeholder: "MODE", summary: "go to another kind of credential: secret or certificate" },
    "dry-run": { type: "boolean", summary: "say what would be done, after a preview; change nothing" },
    json: { type: "boolean", summary: "print what was done as one JSON document on stdout, and only that" },
  },
  examples: [
    "npm run rotate -- --stack dev --dry-run",
    "npm run rotate -- --stack dev",
    "npm run rotate -- --stack dev --mode certificate --overlap 2d",
  ],
  parseFlags,
  run,
};

function parseFlags(values: FlagValues, problems: string[]): RotateFlags {
  const stackName = values.string("stack");
  if (stackName === undefined) problems.push("--stack NAME is needed");
  const mode = values.string("mode");
  if (mode !== undefined && mode !== "secret" && mode !== "certificate") {
    problems.push("--mode takes secret or certificate; a trust in another issuer is a generation that you write: see Pulumi.dev.yaml");
  }
  return {
    stackName: stackName ?? "",
    overlapMs: parseOverlap(values.string("overlap") ?? defaultOverlap, problems),
    wantedMode: mode === "secret" || mode === "certificate" ? mode : undefined,
    isDryRun: values.isSet("dry-run"),
  };
}

function parseOverlap(text: string, problems: string[]): number {
  const [, amount, unit = ""] = /^(\d{1,4})([hd])$/.exec(text) ?? [];
  const hours = Number(amount) * (hoursPerUnit[unit] ?? Number.NaN);
  if (Number.isFinite(hours) && hours <= maxOverlapDays * 24) return hours * 3_600_000;
  problems.push(`--overlap takes hours or days, such as 12h or 2d, ${maxOverlapDays}d at most`);
  return 0;
}

async function run({ stackName, ...flags }: RotateFlags, context: CommandContext): Promise<CommandOutcome> {
  const stack = await openStack(stackName, context);
  try {
    const end = await runRotation({ ...flags, stack }, context);
    return {
      exitCode: exitCode.done,
      result: { schema: "dialtone/rotation/1", stack: stackName, ...end },
      report: formatRotation(end, stackName),
    };
  } finally {
    await stack.close();
  }
}

if (import.meta.main) await runAsProcess(rotateCommand);
