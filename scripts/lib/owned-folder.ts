import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";

/** `dialtone-PURPOSE-PID.SCOPE-RANDOM`: the name says who owns the folder, so that there is no moment in which nobody does. */
const ownedName = /^dialtone-[a-z]+-(\d+)\.([0-9a-f]{8})-\w{6}$/;

/** A new folder in the temporary directory that {@link sweepOwnedFolders} removes once this process is dead. */
export function createOwnedFolder(purpose: string, directory: string = tmpdir()): string {
  return mkdtempSync(join(directory, `dialtone-${purpose}-${process.pid}.${readScope()}-`));
}

/**
 * Removes the folders of processes that died before they could: SIGKILL, a machine that ran out of memory. Only where the
 * owner's process id was one of this machine's and is nobody's now; a process that got the same id since keeps it.
 * @returns how many were removed
 */
export function sweepOwnedFolders(directory: string = tmpdir()): number {
  const scope = readScope();
  const dead = readdirSync(directory).filter((name) => {
    const [, processId, owner] = ownedName.exec(name) ?? [];
    return processId !== undefined && owner === scope && isDead(Number(processId));
  });
  return dead.filter((name) => remove(join(directory, name))).length;
}

/** Where a process id means something: this machine, and in it this set of processes (containers may share a temporary directory). */
function readScope(): string {
  let processes = "";
  try {
    processes = readlinkSync("/proc/self/ns/pid"); // source: pid_namespaces(7), read 2026-11-25
  } catch {
    // no /proc here: one set of processes a machine
  }
  return createHash("sha256").update(`${hostname()} ${processes}`).digest("hex").slice(0, 8);
}

function isDead(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH"; // EPERM: alive, and somebody else's
  }
}

/** Somebody else's folder stays; so does one that its last processes are just about to leave. */
function remove(path: string): boolean {
  try {
    rmSync(path, { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}
