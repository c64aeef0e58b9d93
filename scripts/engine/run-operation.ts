import { appendFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { toEngineFailure } from "./engine-failure.ts";
import { createEventLedger } from "./event-ledger.ts";
import type { EngineOperation, OperationResult } from "./provision.ts";

/** What an operation of the Automation API is given, so that its events are heard and it can be stopped. */
export interface EngineHooks {
  readonly onEvent: (event: EngineEvent) => void;
  readonly onOutput: (text: string) => void;
  readonly signal: AbortSignal;
}

export interface EngineRun {
  readonly operation: EngineOperation;
  readonly stackName: string;
  readonly engineVersion: string;
  readonly signal: AbortSignal;
  readonly report: (line: string) => void;
  /** Where every event and all that was printed are kept; nowhere where it is undefined. */
  readonly traceDirectory?: string | undefined;
  /** The stack's configuration, as far as it is known: a failure's cure names the reader's own values. */
  readonly values?: Readonly<Record<string, unknown>> | undefined;
  /** What an inline program threw in this operation. */
  readonly readProgramError?: () => unknown;
  readonly run: (hooks: EngineHooks) => Promise<unknown>;
}

/**
 * Runs one operation of the real engine and says what it did.
 * @throws DialtoneError DT_UNCERTAIN_ENGINE when somebody else is at work on the stack, DT_PROVISION_FAILED with the first resource that failed
 */
export async function runEngineOperation(given: EngineRun): Promise<OperationResult> {
  const { operation, stackName, engineVersion, traceDirectory } = given;
  const startedAt = performance.now();
  const ledger = createEventLedger(given.report);
  const keep = (file: string, text: string): void => {
    if (traceDirectory !== undefined) appendFileSync(join(traceDirectory, file), text);
  };
  try {
    await given.run({
      onEvent: (event) => {
        ledger.take(event);
        keep("events.jsonl", `${JSON.stringify(event)}\n`);
      },
      onOutput: (text) => keep("output.log", text),
      signal: given.signal,
    });
  } catch (error) {
    const programError = given.readProgramError?.();
    throw toEngineFailure({ error, programError, ledger, operation, stackName, values: given.values ?? {} });
  }
  return {
    engine: "pulumi",
    engineVersion,
    operation,
    resources: ledger.resources(),
    counts: ledger.counts(),
    durationMs: Math.round(performance.now() - startedAt),
  };
}
