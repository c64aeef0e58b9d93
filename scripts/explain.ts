import { text as readText } from "node:stream/consumers";
import { DialtoneError } from "../infra/contract/dialtone-error.ts";
import { exitCode } from "../infra/contract/exit-code.ts";
import { runAsProcess, type CommandContext, type CommandOutcome, type ScriptDefinition } from "./lib/command.ts";
import type { FlagValues } from "./lib/flag-values.ts";
import { decodeRaw } from "./verify/decoder/decode-raw.ts";
import { explain, formatExplanation } from "./verify/decoder/explanation.ts";

export interface ExplainFlags {
  /** Undefined: what comes on stdin. */
  readonly text: string | undefined;
}

/** Says what a failure of Microsoft's means and who cures it how, from the decoder's tables alone; asks nobody. */
export const explainCommand: ScriptDefinition<ExplainFlags> = {
  name: "explain",
  summary:
    "Says what an answer of Microsoft's means, who can cure it and how: an error body, a notification, a line of a log.\n" +
    "It knows what docs/errors.md knows, asks nobody anything, and what it does not know it says it does not know (exit 3).",
  options: {
    text: { type: "string", placeholder: "TEXT", summary: "what Microsoft said (default: what comes on stdin)" },
    json: { type: "boolean", summary: "print one JSON document on stdout, and only that" },
  },
  examples: [`npm run explain -- --text "Server Internal Error. DiagCode: 500#7117.@"`, "npm run --silent explain -- --json < answer.json"],
  parseFlags: (values: FlagValues) => ({ text: values.string("text") }),
  run: runExplain,
};

async function runExplain(flags: ExplainFlags, context: CommandContext): Promise<CommandOutcome> {
  const text = flags.text ?? (await readText(process.stdin));
  if (text.trim() === "") throw nothingToExplain();
  const explanation = explain(decodeRaw(text));
  return {
    exitCode: explanation.isKnown ? exitCode.done : exitCode.uncertain,
    result: explanation,
    report: formatExplanation(explanation, context.paint),
  };
}

function nothingToExplain(): DialtoneError {
  return new DialtoneError({
    code: "DT_USAGE_FLAG",
    what: "npm run explain has nothing to explain",
    saw: "no text, neither with --text nor on stdin",
    expected: "what Microsoft said: an error body, a notification, a line of a log",
    fix: 'npm run explain -- --text "DiagCode: 500#7117"',
  });
}

if (import.meta.main) await runAsProcess(explainCommand);
