import { CommandError, ConcurrentUpdateError } from "@pulumi/pulumi/automation/index.js";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import { toCommandWords } from "./command-words.ts";
import type { EventLedger } from "./event-ledger.ts";
import { toFailedResource } from "./failed-resource.ts";
import { toProvisionError } from "./provision-error.ts";
import type { EngineOperation } from "./provision.ts";
import { toReaderValues } from "./reader-values.ts";

/** What an operation of the real engine ended with. */
export interface FailedOperation {
  readonly error: unknown;
  /** What an inline program threw; undefined where it did not, or where the program is not ours to run. */
  readonly programError: unknown;
  readonly ledger: EventLedger;
  readonly operation: EngineOperation;
  readonly stackName: string;
  /** The stack's configuration, for the command that cures it. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** The first resource that failed, in its own words; else what the program threw; else what the engine printed. */
export function toEngineFailure({ error, programError, ledger, operation, stackName, values }: FailedOperation): unknown {
  if (error instanceof ConcurrentUpdateError) {
    return new DialtoneError({
      code: "DT_UNCERTAIN_ENGINE",
      what: `somebody else is at work on stack ${stackName}; nothing was done`,
      saw: /created by .*/.exec(error.message)?.[0] ?? "a lock of the stack",
      expected: "nobody else at work on the stack",
      fix: `wait for the other one to end and run again; where that process is dead: npm run recover -- --stack ${stackName}`,
      cause: error,
    });
  }
  const readerValues = toReaderValues(stackName, values, ledger.made());
  if (programError !== undefined) return toProvisionError(programError, readerValues);
  const failure = ledger.firstFailure();
  if (failure === undefined) return error instanceof CommandError ? toCommandFailure(error, operation, stackName) : error;
  const { urn, message } = failure;
  const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
  const what = urn === "" ? `pulumi ${operation} failed` : `${type} "${urn.split("::").at(-1) ?? ""}" failed in pulumi ${operation}`;
  return toFailedResource({ type, what, message, values: readerValues, hasState: true, cause: error });
}

/** The CLI ended before it came to any resource: a project it cannot read, a plugin or a sign-in that is not there. */
function toCommandFailure(error: CommandError, operation: EngineOperation, stackName: string): DialtoneError {
  return new DialtoneError({
    code: "DT_PROVISION_FAILED",
    what: `pulumi ${operation} of stack ${stackName} ended before it came to any resource`,
    saw: toCommandWords(error),
    expected: "the Pulumi CLI to run the operation",
    fix: `cure what it says and run again; pulumi preview --stack ${stackName} shows all of it`,
    cause: error,
  });
}
