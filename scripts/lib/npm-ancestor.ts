import { readFileSync } from "node:fs";

/**
 * A process id that changes when `npm run` or the shell that it starts us with is gone. npm starts scripts through a
 * shell, which stays when npm is killed: our own parent then is the same as before, and only the shell's is not.
 * Linux tells the parent of another process in /proc; elsewhere our own parent has to do.
 */
export function readNpmProcessId(): number {
  const shellProcessId = process.ppid;
  try {
    // pid (name, which may hold blanks and brackets) state ppid …; source: proc_pid_stat(5), read 2026-11-25.
    const stat = readFileSync(`/proc/${shellProcessId}/stat`, "utf8");
    const parentOfShell = Number(stat.slice(stat.lastIndexOf(")") + 1).split(" ")[2]);
    return Number.isInteger(parentOfShell) ? parentOfShell : shellProcessId;
  } catch {
    return shellProcessId; // no /proc here, or the shell is gone: another number than before either way
  }
}

/** True where npm runs us. Source: https://docs.npmjs.com/cli/v11/using-npm/scripts#environment, read 2026-11-25. */
export function isRunByNpm(environment: NodeJS.ProcessEnv): boolean {
  return environment["npm_lifecycle_event"] !== undefined;
}
