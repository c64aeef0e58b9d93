import { exitCode, type ExitCode } from "../../infra/contract/exit-code.ts";
import { watchParentByStdin } from "./parent-watch.ts";

/**
 * Why a command was asked to stop: the reason of its abort signal. Not a failure: the work is wound up (a call is hung
 * up) and the exit code is the shell's own, 128 + the signal's number.
 */
export class Interruption extends Error {
  override readonly name = "Interruption";
  readonly signalName: "SIGINT" | "SIGTERM";
  readonly exitCode: ExitCode;

  constructor(signalName: "SIGINT" | "SIGTERM", because: string) {
    super(because);
    this.signalName = signalName;
    this.exitCode = signalName === "SIGINT" ? exitCode.interrupted : exitCode.terminated;
  }
}

/** The interruption behind an abort signal, or undefined where it was not aborted by one. */
export function toInterruption(signal: AbortSignal): Interruption | undefined {
  return signal.aborted && signal.reason instanceof Interruption ? signal.reason : undefined;
}

/**
 * One abort signal for everything that can ask a command to stop: Ctrl-C, SIGTERM, SIGHUP, and the death of the process
 * that started it where `DIALTONE_PARENT_WATCH=1`. A second Ctrl-C changes nothing: winding up is bounded.
 * `dispose` lets the process end.
 */
export function watchInterruption(environment: NodeJS.ProcessEnv = process.env): { signal: AbortSignal; dispose: () => void } {
  const controller = new AbortController();
  const interrupt = (signalName: "SIGINT" | "SIGTERM", because: string): void => {
    if (!controller.signal.aborted) controller.abort(new Interruption(signalName, because));
  };
  const onInt = (): void => interrupt("SIGINT", "interrupted (Ctrl-C)");
  const onTerm = (): void => interrupt("SIGTERM", "asked to end (SIGTERM)");
  process.on("SIGINT", onInt);
  process.on("SIGTERM", onTerm);
  process.on("SIGHUP", onTerm);
  const disposeParent =
    environment["DIALTONE_PARENT_WATCH"] === "1"
      ? watchParentByStdin(() => interrupt("SIGTERM", "the process that started this one is gone"))
      : () => {};
  return {
    signal: controller.signal,
    dispose: () => {
      process.off("SIGINT", onInt);
      process.off("SIGTERM", onTerm);
      process.off("SIGHUP", onTerm);
      disposeParent();
    },
  };
}
