import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import { errorCodes } from "../../infra/contract/error-codes.ts";
import { exitCode, type ExitCode } from "../../infra/contract/exit-code.ts";
import { formatHelp } from "./command-help.ts";
import { parseFlagValues, type FlagDefinition, type FlagValues } from "./flag-values.ts";
import { toInterruption, watchInterruption } from "./interruption.ts";
import { createPaint, type Paint } from "./paint.ts";
import { createProgress, startedAtVariable, type Progress } from "./progress.ts";
import { TransportFailure } from "./transport-failure.ts";

/** A command as data: what it is called, its flags, and what it does. Tests run the same object. */
export interface ScriptDefinition<Flags> {
  /** As in `npm run NAME`. */
  readonly name: string;
  /** What it does for the reader, one or two sentences. */
  readonly summary: string;
  /** `--help` is added to every command. A flag named `json` decides what goes to stdout. */
  readonly options: Readonly<Record<string, FlagDefinition>>;
  /** Lines for the end of `--help`. */
  readonly examples?: readonly string[];
  /** The typed flags. Adds to `problems` whatever is wrong; its result is not used then. */
  readonly parseFlags: (values: FlagValues, problems: string[]) => Flags;
  /** Does the work. Never prints a result and never exits. */
  readonly run: (flags: Flags, context: CommandContext) => Promise<CommandOutcome>;
}

/** What a command has from outside. */
export interface CommandContext {
  readonly environment: NodeJS.ProcessEnv;
  /** Aborted when the command is to stop; its reason is an `Interruption`. */
  readonly signal: AbortSignal;
  /** Phase lines, on stderr. */
  readonly progress: Progress;
  /** Colours of stdout, for the report. */
  readonly paint: Paint;
  /** Text for stdout at once, for a command that runs until it is stopped. Others give their text as an outcome. */
  readonly announce: (text: string) => void;
}

/** What a command comes to. */
export interface CommandOutcome {
  readonly exitCode: ExitCode;
  /** For machines: with `--json`, this and only this goes to stdout, as one line of JSON; undefined: nothing does. */
  readonly result: unknown;
  /** For people: goes to stdout without `--json`. */
  readonly report: string;
}

/** Where a command's text goes; the process's own streams, or a test's. */
export interface CommandStreams {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly isStdoutTerminal: boolean;
  readonly isStderrTerminal: boolean;
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * Runs a command and gives its exit code. Foreseen failures are printed in four parts without a stack trace; anything
 * else is said to be a bug in Dialtone, with its stack (exit 1).
 */
export async function runCommand<Flags>(
  definition: ScriptDefinition<Flags>,
  argv: readonly string[],
  streams: CommandStreams,
  signal: AbortSignal,
): Promise<ExitCode> {
  const errorPaint = createPaint(streams.isStderrTerminal, streams.environment);
  try {
    const options = { ...definition.options, help: { type: "boolean", summary: "show this text" } as const };
    const { values, problems } = parseFlagValues(argv, options);
    if (values.isSet("help")) {
      streams.stdout(formatHelp({ ...definition, options }));
      return exitCode.done;
    }
    const flags = definition.parseFlags(values, problems);
    if (problems.length > 0) throw toUsageError(definition.name, problems);
    const outcome = await definition.run(flags, {
      environment: streams.environment,
      signal,
      progress: createProgress(streams.stderr, errorPaint, undefined, toStartedAt(streams.environment)),
      paint: createPaint(streams.isStdoutTerminal, streams.environment),
      announce: streams.stdout,
    });
    if (values.isSet("json")) streams.stdout(outcome.result === undefined ? "" : `${JSON.stringify(outcome.result)}\n`);
    else if (outcome.report !== "") streams.stdout(outcome.report.endsWith("\n") ? outcome.report : `${outcome.report}\n`);
    return outcome.exitCode;
  } catch (error) {
    return reportFailure(error, definition.name, streams, errorPaint, signal);
  }
}

/** Runs a command as this process: signals, streams and `process.exitCode`. Never ends the process in the middle of work. */
export async function runAsProcess<Flags>(definition: ScriptDefinition<Flags>): Promise<void> {
  const interruption = watchInterruption();
  let isDone = false;
  // Work that nothing will ever finish: Node ends with 13 then, which would be the bot's.
  process.once("exit", () => {
    if (isDone) return;
    process.stderr.write(`✘ DT_BUG  ${definition.name} ended before its work was done: this is a bug in Dialtone, please report it\n`);
    process.exitCode = exitCode.bug;
  });
  // A reader that went away (`| head`, a killed parent) is no reason to stop winding up.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  process.exitCode = await runCommand(
    definition,
    process.argv.slice(2),
    {
      stdout: (text) => void process.stdout.write(text),
      stderr: (text) => void process.stderr.write(text),
      isStdoutTerminal: process.stdout.isTTY,
      isStderrTerminal: process.stderr.isTTY,
      environment: process.env,
    },
    interruption.signal,
  );
  isDone = true;
  interruption.dispose();
}

/** When the elapsed times begin, on the clock of `performance.now()`: with this process, or with the rehearsal it is a part of. */
function toStartedAt(environment: NodeJS.ProcessEnv): number {
  const startedAtMs = Number(environment[startedAtVariable] ?? Number.NaN);
  return Number.isFinite(startedAtMs) ? startedAtMs - performance.timeOrigin : 0;
}

function toUsageError(name: string, problems: readonly string[]): DialtoneError {
  return new DialtoneError({
    code: "DT_USAGE_FLAG",
    what: `npm run ${name} cannot do that: ${problems.length === 1 ? "one problem" : `${problems.length} problems`} with its flags`,
    saw: problems.join("; "),
    expected: `the flags that npm run ${name} -- --help lists`,
    fix: `npm run ${name} -- --help`,
  });
}

/** What a command says that does not know better what to do without a service. */
function toUncertain(failure: TransportFailure, name: string): DialtoneError {
  return new DialtoneError({
    code: "DT_UNCERTAIN_NETWORK",
    what: `${name} could not reach a service that it needs`,
    saw: failure.message,
    expected: "an answer",
    fix: "check network, proxy and firewall, then run it again",
    cause: failure,
  });
}

function reportFailure(thrown: unknown, name: string, streams: CommandStreams, paint: Paint, signal: AbortSignal): ExitCode {
  const error = thrown instanceof TransportFailure ? toUncertain(thrown, name) : thrown;
  const interruption = toInterruption(signal);
  if (interruption !== undefined && (error === interruption || (error instanceof Error && error.name === "AbortError"))) {
    streams.stderr(`${paint.warn("✘")} ${name}: ${interruption.message}\n`);
    return interruption.exitCode;
  }
  if (error instanceof DialtoneError) {
    streams.stderr(`${paint.bad("✘")} ${error.message}\n`);
    return exitCode[errorCodes[error.code]];
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  streams.stderr(
    `${paint.bad("✘")} DT_BUG  this is a bug in Dialtone, not in your setup: an error that it did not foresee\n${detail}\n` +
      `  fix       report it with the lines above; npm run ${name} can be run again\n  more      docs/errors.md#dt_bug\n`,
  );
  return exitCode.bug;
}
