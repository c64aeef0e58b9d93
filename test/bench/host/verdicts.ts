import { median } from "../host-load/measure.ts";
import type { LoadResult } from "./contestant.ts";

/** What our host is called in the tables. */
export const ours = "dialtone";

/** The rounds of every server, in order. */
export type Results = Map<string, LoadResult[]>;

export function describeResults(results: Results): string[] {
  return [...results].map(([name, rows]) => {
    const cpu = rows.map(({ cpuSecondsPer1000 }) => cpuSecondsPer1000);
    return (
      `  ${name.padEnd(18)} ${median(cpu).toFixed(3)} CPU s per 1,000 (${Math.min(...cpu).toFixed(3)} to ${Math.max(...cpu).toFixed(3)}), ` +
      `${median(rows.map(({ perSecond }) => perSecond)).toFixed(0)}/s, RSS ${median(rows.map(({ rssMiB }) => rssMiB)).toFixed(0)} MiB`
    );
  });
}

function toRatios(results: Results, name: string, value: (result: LoadResult) => number): number[] {
  const other = results.get(name) ?? [];
  return (results.get(ours) ?? []).map((result, round) => value(result) / value(other[round] as LoadResult));
}

export function judge(results: Results, goals: Readonly<Record<string, number>>, alsoShown: readonly string[] = []): string[] {
  const cpu = ({ cpuSecondsPer1000 }: LoadResult): number => cpuSecondsPer1000;
  const lines = Object.entries(goals).map(([name, goal]) => {
    const ratios = toRatios(results, name, cpu);
    return toVerdict(name, median(ratios), goal, ratios);
  });
  const shown = alsoShown.map((name) => `  of ${name}: ${median(toRatios(results, name, cpu)).toFixed(3)} (no goal)`);
  const again = results.get("node-floor again");
  if (again === undefined) return [...lines, ...shown];
  const noise = (results.get("node-floor") ?? []).map((result, round) => Math.abs(cpu(result) / cpu(again[round] as LoadResult) - 1));
  return [...lines, ...shown, `  noise: the floor against itself differs by ${(median(noise) * 100).toFixed(0)} % (median of the rounds)`];
}

export function judgeRss(title: string, results: Results, goal: number): string[] {
  const ratios = toRatios(results, "agents-hosting", ({ rssMiB }) => rssMiB);
  return [toVerdict(`agents-hosting's ${title}`, median(ratios), goal, ratios)];
}

export function toVerdict(name: string, ratio: number, goal: number, ratios: readonly number[]): string {
  const range = `${Math.min(...ratios).toFixed(3)} to ${Math.max(...ratios).toFixed(3)}`;
  return `  of ${name}: ${ratio.toFixed(3)} (${range}); goal ${goal.toFixed(3)}: ${ratio <= goal ? "reached" : "NOT REACHED"}`;
}
