import { DialtoneError } from "../../infra/contract/dialtone-error.ts";

/** A process that the simulated cloud cannot be without has ended by itself: nothing that came after it says anything. */
export function toLostProcess(cause: unknown): DialtoneError {
  return new DialtoneError({
    code: "DT_UNCERTAIN_PROCESS",
    what: "the simulated cloud lost one of its processes",
    saw: cause instanceof Error ? cause.message : String(cause),
    expected: "every process of the cloud to run until it is stopped",
    fix: "run it again; nothing is left running, and nothing of it has to be repaired",
    cause,
  });
}
