import { setTimeout as wait } from "node:timers/promises";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import type { OperationResult, ProvisionMessage, ProvisionRequest, ProvisionResult } from "../engine/provision.ts";
import type { Progress } from "../lib/progress.ts";
import { startChildProgram, type ChildProgram } from "./child-program.ts";

/** The process that runs the program: started early, because loading Pulumi's SDK takes most of a second; told later. */
export interface EngineChild {
  readonly program: ChildProgram;
  /** Settles once it is loaded, or ended before. */
  readonly ready: Promise<unknown>;
  /** Runs the program once. @throws DialtoneError with the program's own code, or DT_UNCERTAIN_PROCESS when the process died. */
  readonly provision: (request: ProvisionRequest, progress: Progress) => Promise<ProvisionResult>;
  /** Runs one operation of the stack, one after the other. @throws as `provision` does. */
  readonly run: (request: ProvisionRequest, report: (line: string) => void) => Promise<OperationResult | ProvisionResult>;
  /** Lets it remove what it made (a throw-away backend) and end; by force where that takes too long, or at once where it made nothing. */
  readonly end: (isForced?: boolean) => Promise<void>;
}

/** How long the engine may take to end by itself, in milliseconds: an interrupted rehearsal has five seconds in all. */
const endWithinMs = 1500;

/** Starts the engine's process. It loads, and waits for its request. */
export function startEngineChild(environment: NodeJS.ProcessEnv): EngineChild {
  const program = startChildProgram({
    name: "engine",
    script: "scripts/engine/child.ts",
    environment,
    stdout: "capture",
    stderr: "capture",
    hasChannel: true,
  });
  const loaded = new Promise<void>((resolve) => {
    program.process.on("message", (message: ProvisionMessage) => {
      if (message.kind === "ready") resolve();
    });
  });
  const run = (request: ProvisionRequest, report: (line: string) => void) => runOperation(program, request, report);
  return {
    program,
    ready: Promise.race([loaded, program.ended.catch(() => {})]),
    run,
    provision: async (request, progress) => {
      const result = await run(request, (line) => progress.step("provision", line));
      if (!("outputs" in result)) throw new Error(`up ended as ${result.operation}`);
      return result;
    },
    end: (isForced = false) => end(program, isForced ? 0 : endWithinMs),
  };
}

async function end(program: ChildProgram, withinMs: number): Promise<void> {
  if (program.process.connected) program.process.disconnect();
  const ended = program.ended.catch(() => {});
  await Promise.race([ended, wait(withinMs, undefined, { ref: false })]);
  program.kill();
  await ended;
}

async function runOperation(
  program: ChildProgram,
  request: ProvisionRequest,
  report: (line: string) => void,
): Promise<OperationResult | ProvisionResult> {
  const { promise, resolve, reject } = Promise.withResolvers<OperationResult | ProvisionResult>();
  const onMessage = (message: ProvisionMessage): void => {
    if (message.kind === "ready") return;
    if (message.kind === "progress") report(message.line);
    else if (message.kind === "failed") reject(toError(message.error));
    else resolve(message.result);
  };
  program.process.on("message", onMessage);
  program.ended.then(
    ({ code, signal }) => reject(toDeath(program, code, signal)),
    (error: unknown) => reject(new Error("the engine's process could not be started", { cause: error })),
  );
  promise.catch(() => {}); // awaited below; an answer may come before the send calls back
  await new Promise<void>((sent, failed) => {
    program.process.send(request, (error) => (error === null ? sent() : failed(error)));
  }).catch(() => {}); // a channel that is closed: the end of the process says more
  try {
    return await promise;
  } finally {
    program.process.off("message", onMessage);
  }
}

function toError(error: Extract<ProvisionMessage, { kind: "failed" }>["error"]): Error {
  if (error.code === "DT_BUG") return new Error(error.message);
  return new DialtoneError(error);
}

function toDeath(program: ChildProgram, code: number | null, signal: NodeJS.Signals | null): Error {
  const last = program.stderr().trim().split("\n").slice(-20).join("\n");
  if (signal === null) return new Error(`the engine's process ended with ${String(code)} and no result\n${last}`);
  return new DialtoneError({
    code: "DT_UNCERTAIN_PROCESS",
    what: "the engine's process was killed before it was done",
    saw: signal,
    expected: "the engine to end by itself",
    fix: "npm run rehearse (a rehearsal leaves nothing behind to repair)",
  });
}
