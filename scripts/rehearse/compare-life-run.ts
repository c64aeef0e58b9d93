import { isDeepStrictEqual } from "node:util";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import { errorCodes } from "../../infra/contract/error-codes.ts";
import { exitCode } from "../../infra/contract/exit-code.ts";
import type { EngineAct } from "../../test/cloud/scenarios/scenario.ts";
import type { OperationResult } from "../engine/provision.ts";
import type { LifeRun } from "./stack-life.ts";

/** Where an act did not come out as the story lists it. */
export interface LifeMismatch {
  readonly what: string;
  readonly saw: string;
  readonly expected: string;
}

/** Where an operation differs from its act; empty where it does not. */
export function compareRun(act: EngineAct, { result, error, lines }: LifeRun): LifeMismatch[] {
  const mismatches: LifeMismatch[] = [];
  const expectation = (saw: string, expected: string): unknown =>
    mismatches.push({ what: `${act.does} did not come out as listed`, saw, expected });
  if (act.fails === undefined) {
    if (error !== undefined) expectation(error.message, "success");
  } else if (error === undefined) {
    expectation("success", `a failure that says ${act.fails.join(", ")}`);
  } else {
    const code = error instanceof DialtoneError ? exitCode[errorCodes[error.code]] : exitCode.bug;
    if (act.exitCode !== undefined && code !== act.exitCode) expectation(`exit ${code}`, `exit ${act.exitCode}`);
    for (const text of act.fails) if (!error.message.includes(text)) expectation(error.message, `"${text}" in it`);
  }
  for (const text of act.says ?? []) if (!lines.some((line) => line.includes(text))) expectation(lines.join("\n"), `"${text}" in it`);
  if (act.counts !== undefined && !isDeepStrictEqual(result?.counts, act.counts))
    expectation(formatCounts(result), formatCounts({ counts: act.counts }));
  if (act.touches !== undefined) {
    const touched = toTouched(result);
    if (!isDeepStrictEqual(touched, [...act.touches].sort())) expectation(touched.join(", "), [...act.touches].sort().join(", "));
  }
  return mismatches;
}

/** Where the second one of two at the same time did not refuse as its act lists. */
export function compareRival(act: EngineAct, { error, tookMs }: LifeRun & { readonly tookMs: number }): LifeMismatch[] {
  if (act.rivalWithinMs !== undefined && tookMs > act.rivalWithinMs) {
    return [
      { what: `a second ${act.does} at the same time took too long to refuse`, saw: `${tookMs} ms`, expected: `${act.rivalWithinMs} ms` },
    ];
  }
  const missing = (act.rivalSays ?? []).filter((text) => error?.message.includes(text) !== true);
  return missing.map((text) => ({
    what: `a second ${act.does} at the same time did not refuse as listed`,
    saw: error?.message ?? "success",
    expected: `"${text}" in it`,
  }));
}

function toTouched(result: OperationResult | undefined): string[] {
  return (result?.resources ?? [])
    .filter(({ operation }) => operation !== "same" && operation !== "read" && operation !== "refresh")
    .map(({ operation, type, name }) => `${operation} ${type.split(":").at(-1) ?? type} ${name}`)
    .sort();
}

/** The engine's own counts, in one order. */
export function formatCounts(result: Pick<OperationResult, "counts"> | undefined): string {
  const counts = Object.entries(result?.counts ?? {}).sort(([left], [right]) => left.localeCompare(right));
  return counts.length === 0 ? "nothing" : counts.map(([operation, count]) => `${operation} ${count}`).join(", ");
}
