import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import type { LoadEvent } from "../../unit/infra/callback-host/load-events.ts";
import { ClosedLoop } from "../../unit/infra/callback-host/load-sender.ts";
import { pinToCore, readProcessState } from "../host-load/measure.ts";

/** A server that is measured: a process of its own that says over IPC where it listens. */
export interface Contestant {
  readonly name: string;
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly nodeFlags?: readonly string[];
}

export interface RunningContestant {
  readonly name: string;
  readonly pid: number;
  readonly port: number;
  readonly stop: () => Promise<void>;
}

export async function startContestant({ name, file, environment, nodeFlags = [] }: Contestant): Promise<RunningContestant> {
  const child: ChildProcess = fork(file, {
    env: { ...environment, NODE_ENV: "production" },
    execArgv: [...nodeFlags],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const [message] = (await Promise.race([
    once(child, "message"),
    once(child, "exit").then(() => Promise.reject(new Error(`${name} ended`))),
  ])) as [{ port: number }];
  const pid = child.pid ?? 0;
  pinToCore(pid, 0);
  return {
    name,
    pid,
    port: message.port,
    stop: async () => {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

export interface LoadResult {
  readonly cpuSecondsPer1000: number;
  readonly perSecond: number;
  readonly rssMiB: number;
}

/** Sends so many callbacks as fast as they are answered, and reads from the operating system what they cost the server. */
export async function measureLoad(
  server: RunningContestant,
  count: number,
  connections: number,
  next: () => LoadEvent,
): Promise<LoadResult> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let answered = 0;
  const cpuFrom = readCpuSeconds(server.pid);
  const startMs = performance.now();
  const load = new ClosedLoop({
    port: server.port,
    connections,
    next,
    onAnswer: (event, status) => {
      if (status !== 202) reject(new Error(`${server.name} answered ${status} to ${event.eventId}`));
      answered += 1;
      if (answered === count) resolve();
    },
  });
  await promise;
  const seconds = (performance.now() - startMs) / 1_000;
  await load.stop();
  return {
    cpuSecondsPer1000: ((readCpuSeconds(server.pid) - cpuFrom) / answered) * 1_000,
    perSecond: count / seconds,
    rssMiB: readProcessState(server.pid).rssMiB,
  };
}

/** CPU time of all threads so far, from the scheduler's own count in nanoseconds. Source: Documentation/scheduler/sched-stats.rst of Linux. */
function readCpuSeconds(pid: number): number {
  const nanoseconds = readdirSync(`/proc/${pid}/task`).map((thread) => {
    try {
      return Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]);
    } catch {
      return 0;
    }
  });
  return nanoseconds.reduce((sum, value) => sum + value, 0) / 1e9;
}
