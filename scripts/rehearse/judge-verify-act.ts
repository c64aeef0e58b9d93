import type { VerifyAct } from "../../test/cloud/scenarios/scenario.ts";
import type { RunningCloud } from "../../test/cloud/start-cloud.ts";
import { createPaint } from "../lib/paint.ts";
import type { Evidence } from "../verify/evidence.ts";
import { formatReport } from "../verify/format-report.ts";
import type { LifeMismatch } from "./compare-life-run.ts";

/** What a verify did, as the simulated cloud and the reader saw it. */
export interface VerifySeen {
  readonly exitCode: number;
  /** `DT_` code of the first check that did not pass; null where all did. */
  readonly code: string | null;
  /** Creates of a call that reached Graph. */
  readonly posts: number;
  /** Whether every call that came of them was hung up or is over, in the cloud's own books; null: none came of them. */
  readonly hungUp: boolean | null;
  readonly report: string;
  /** Null where nobody kept it. */
  readonly told: string | null;
}

/** Counts what verify does between now and the call of the function that it returns. */
export function watchCalls({ context, calls }: Pick<RunningCloud, "context" | "calls">): () => Pick<VerifySeen, "posts" | "hungUp"> {
  const countPosts = (): number => context.transcript.exchanges().filter(({ operation }) => operation === "calls.create").length;
  const postsBefore = countPosts();
  const callsBefore = calls().length;
  return () => {
    const placed = calls().slice(callsBefore);
    const isOver = placed.every(({ hungUpAt, result }) => hungUpAt !== undefined || result !== undefined);
    return { posts: countPosts() - postsBefore, hungUp: placed.length === 0 ? null : isOver };
  };
}

/** What a person would have seen. */
export function toReport(evidence: Evidence | undefined): string {
  return evidence === undefined ? "" : formatReport(evidence, createPaint(false, {}));
}

/** Where a verify did not end as its act lists it. Pure. */
export function judgeVerifyAct(act: VerifyAct, seen: VerifySeen): readonly LifeMismatch[] {
  const mismatches: LifeMismatch[] = [];
  if (seen.exitCode !== act.exitCode || (act.code !== undefined && act.code !== seen.code)) {
    mismatches.push({
      what: "verify did not end as listed",
      saw: `exit ${seen.exitCode}${seen.code === null ? "" : ` with ${seen.code}`}`,
      expected: `exit ${act.exitCode}${act.code === undefined ? "" : ` with ${act.code}`}`,
    });
  }
  if (seen.posts > (act.posts ?? 1) || (act.posts !== undefined && seen.posts !== act.posts)) {
    mismatches.push({
      what: "not as many calls were asked for as listed",
      saw: `${seen.posts} POST /communications/calls`,
      expected: act.posts === undefined ? "never more than one" : String(act.posts),
    });
  }
  if (act.hungUp !== undefined && seen.hungUp !== act.hungUp) {
    mismatches.push({ what: "the call was not hung up as listed", saw: toHangUp(seen.hungUp), expected: toHangUp(act.hungUp) });
  }
  for (const text of act.says ?? []) {
    if (!seen.report.includes(text)) mismatches.push({ what: "the reader is not told what is listed", saw: seen.report, expected: text });
  }
  for (const text of seen.told === null ? [] : (act.shows ?? [])) {
    if (!seen.told?.includes(text))
      mismatches.push({ what: "the reader does not see what is listed while verify works", saw: seen.told ?? "", expected: text });
  }
  return mismatches;
}

function toHangUp(hungUp: boolean | null): string {
  return hungUp === null ? "no call" : hungUp ? "hung up" : "still up";
}
