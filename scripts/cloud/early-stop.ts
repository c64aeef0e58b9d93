import { exitCode } from "../../infra/contract/exit-code.ts";

/** Signals that end `npm run cloud` with 0. */
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Ends the process with 0 when it is stopped while nothing runs yet: Node itself would say 130 or 143. What is returned
 * hands over to the command, which listens by then.
 */
export function endOnEarlyStop(): () => void {
  const end = (): void => process.exit(exitCode.done);
  for (const signal of signals) process.on(signal, end);
  return () => {
    for (const signal of signals) process.off(signal, end);
  };
}
