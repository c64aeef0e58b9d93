import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { cpus } from "node:os";

/** What the operating system says about a process; undefined values where it says nothing (not Linux). */
export interface ProcessState {
  readonly rssMiB: number;
  readonly descriptors: number;
  /** CPU time so far, user and system, in seconds. */
  readonly cpuSeconds: number;
}

/** Clock ticks of `/proc/PID/stat` in a second: 100 on every Linux that Node runs on (`getconf CLK_TCK`). */
const ticksPerSecond = 100;

export function readProcessState(pid: number): ProcessState {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // Fields 14 and 15, counted behind the name in parentheses. Source: proc_pid_stat(5).
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return {
    rssMiB: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024,
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond,
  };
}

/** Keeps a process, with all its threads, on one core; false where there is no second one, or no `taskset`. */
export function pinToCore(pid: number, core: number): boolean {
  if (cpus().length < 2) return false;
  try {
    execFileSync("taskset", ["-acp", `${core}`, `${pid}`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** The value that so many of a hundred are at or below. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0;
}

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** Growth a minute by least squares; times in seconds. */
export function toSlopePerMinute(points: readonly { readonly atSeconds: number; readonly value: number }[]): number {
  const meanTime = points.reduce((sum, { atSeconds }) => sum + atSeconds, 0) / points.length;
  const meanValue = points.reduce((sum, { value }) => sum + value, 0) / points.length;
  const above = points.reduce((sum, { atSeconds, value }) => sum + (atSeconds - meanTime) * (value - meanValue), 0);
  const below = points.reduce((sum, { atSeconds }) => sum + (atSeconds - meanTime) ** 2, 0);
  return below === 0 ? 0 : (above / below) * 60;
}

export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
