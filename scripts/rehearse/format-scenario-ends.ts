import type { Paint } from "../lib/paint.ts";
import type { ScenarioEnd } from "./scenario-end.ts";

/** The table of `--all`, for people: one line a scenario, and what did not come out as listed below its line. Pure. */
export function formatScenarioEnds(ends: readonly ScenarioEnd[], durationMs: number, paint: Paint): string {
  const width = Math.max(...ends.map((end) => end.name.length));
  const codeWidth = Math.max(...ends.map((end) => (end.code ?? "").length));
  const lines = ends.map((end) => {
    const name = end.name.padEnd(width);
    if (end.exitCode === null) return `${paint.warn("-")} ${name}  ${end.note}`;
    const row = `${name}  exit ${String(end.exitCode).padStart(3)}  ${(end.code ?? "").padEnd(codeWidth)}  ${toCall(end)}`.trimEnd();
    return end.isAsListed ? `${paint.good("✔")} ${row}` : `${paint.bad("✘")} ${row}\n    listed ${end.listed}  ${end.note}`;
  });
  const missed = ends.filter((end) => !end.isAsListed).length;
  const skipped = ends.filter((end) => end.exitCode === null).length;
  const total = `${ends.length - skipped} played in ${(durationMs / 1000).toFixed(0)} s, ${missed} not as listed, ${skipped} skipped`;
  return ["", ...lines, "", missed === 0 ? paint.good(total) : paint.bad(total), ""].join("\n");
}

function toCall({ posts, hungUp }: ScenarioEnd): string {
  if (posts === null) return "";
  if (posts === 0) return "no call asked for";
  return `${posts} call asked for, ${hungUp === null ? "none placed" : hungUp ? "hung up" : "NOT hung up"}`;
}
