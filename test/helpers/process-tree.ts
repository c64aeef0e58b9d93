import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

/** One process, as Linux tells it. */
export interface SystemProcess {
  readonly processId: number;
  readonly parentProcessId: number;
  readonly command: string;
}

/** Process trees are read from /proc: tests that need them are skipped elsewhere. */
export const hasProcessTree = process.platform === "linux";

/** Every process below the given one, itself not included. */
export function listDescendants(rootProcessId: number): SystemProcess[] {
  const all = listProcesses();
  const found: SystemProcess[] = [];
  const addBelow = (parentProcessId: number): void => {
    for (const entry of all) {
      if (entry.parentProcessId !== parentProcessId) continue;
      found.push(entry);
      addBelow(entry.processId);
    }
  };
  addBelow(rootProcessId);
  return found;
}

/** Those of the processes that still run after the time given (milliseconds of the wall); looks until then. */
export async function listSurvivors(processes: readonly SystemProcess[], withinMs: number): Promise<SystemProcess[]> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const alive = processes.filter(isAlive);
    if (alive.length === 0 || performance.now() > deadline) return alive;
    await wait(50);
  }
}

function isAlive({ processId, command }: SystemProcess): boolean {
  const now = readProcess(processId);
  return now !== undefined && now.command === command;
}

function listProcesses(): SystemProcess[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readProcess(Number(name)))
    .filter((entry) => entry !== undefined);
}

/** Undefined for a process that is gone, or that only waits for its parent to take note. */
function readProcess(processId: number): SystemProcess | undefined {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, "utf8");
    const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (state === "Z" || state === "X") return undefined;
    const command = readFileSync(`/proc/${processId}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    return { processId, parentProcessId: Number(parent), command };
  } catch {
    return undefined;
  }
}
