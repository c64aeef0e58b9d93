import { startScript } from "../helpers/run-script.ts";

/** How many rehearsals are measured; the median counts. The first one also warms the file cache. */
const runs = 3;
/** Goal for a default rehearsal on two cores, in milliseconds. Issue A, 12. */
const goalMs = 10_000;
/** `  1.2s  provision   …`, as scripts/lib/progress.ts writes it. */
const phaseLine = /^\s*\d+\.\ds {2}(\S+)/;

/** Where the time of the default rehearsal goes: from one phase line to the next belongs to the first one's phase. */
export default async function benchRehearsal(): Promise<string> {
  const measured: { phases: Map<string, number>; totalMs: number }[] = [];
  for (let run = 0; run < runs; run += 1) measured.push(await measureOnce());
  const phases = [...new Set(measured.flatMap(({ phases: own }) => [...own.keys()]))];
  const rows = phases.map((phase) => [phase, median(measured.map(({ phases: own }) => own.get(phase) ?? 0))] as const);
  const totalMs = median(measured.map((run) => run.totalMs));
  const verdict = totalMs < goalMs ? "within" : "OVER";
  return [
    `default rehearsal, median of ${runs} runs, milliseconds of the wall`,
    ...rows.map(([phase, ms]) => `  ${phase.padEnd(12)} ${String(Math.round(ms)).padStart(6)}`),
    `  ${"total".padEnd(12)} ${String(Math.round(totalMs)).padStart(6)}  ${verdict} the goal of ${goalMs}`,
    "",
  ].join("\n");
}

async function measureOnce(): Promise<{ phases: Map<string, number>; totalMs: number }> {
  const startedAt = performance.now();
  const phases = new Map<string, number>();
  let current = "start";
  let since = startedAt;
  const script = startScript("rehearse", ["--json"]);
  const enter = (phase: string): void => {
    const now = performance.now();
    phases.set(current, (phases.get(current) ?? 0) + now - since);
    [current, since] = [phase, now];
  };
  script.process.stderr?.on("data", (chunk: string) => {
    for (const line of chunk.split("\n")) {
      const phase = phaseLine.exec(line)?.[1];
      if (phase !== undefined) enter(phase);
    }
  });
  const end = await script.ended;
  enter("end");
  if (end.exitCode !== 0) throw new Error(`the rehearsal ended with ${String(end.exitCode)}\n${end.stderr}`);
  return { phases, totalMs: performance.now() - startedAt };
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}
