import { chainLinks, type ChainLink } from "../../infra/contract/exit-code.ts";
import type { Paint } from "../lib/paint.ts";
import { formatDrift } from "./drift/format-drift.ts";
import type { CheckRecord, CheckStatus, DrillEvidence, Evidence } from "./evidence.ts";
import { toDrillSteps, toDrillWords } from "./drill/drill-words.ts";
import { formatHandOffText } from "./hand-off/format-hand-off-text.ts";
import { toHandOff } from "./hand-off/hand-off.ts";
import { isHandedOff } from "./hand-off/is-handed-off.ts";
import { toLinkSummary } from "./link-summary.ts";
import { toVerdict } from "./verdict.ts";

const marks: Record<CheckStatus, string> = { passed: "✓", warned: "!", failed: "✘", unknown: "?", skipped: "-" };

/** Instead of a hand-off's lines, which follow below the chain. */
const handOffFix = "hand the text below to an administrator; after the grant run verify again";

/** The evidence for people: the chain with a mark per link, the call's timeline, one sentence of verdict. Pure. */
export function formatReport(evidence: Evidence, paint: Paint): string {
  const lines = ["", paint.bold(`Dialtone verify: stack ${evidence.stack}, cloud ${evidence.cloud}`), ""];
  for (const link of chainLinks) lines.push(...formatLink(link, evidence, paint));
  if (evidence.call !== null) lines.push("", ...formatCall(evidence.call, evidence.startedAt, paint));
  if (evidence.drill !== undefined && evidence.drill !== null) lines.push("", ...formatDrill(evidence.drill, evidence.startedAt, paint));
  lines.push(...formatDrift(evidence, paint));
  const handOff = toHandOff(evidence);
  if (handOff !== undefined) lines.push("", paint.bold("For the administrator:"), "", formatHandOffText(handOff).trimEnd());
  const { tone, sentence } = toVerdict(evidence);
  lines.push("", paint[tone](sentence), "");
  return lines.join("\n");
}

function formatLink(link: ChainLink, evidence: Evidence, paint: Paint): string[] {
  const { status, message, checks } = toLinkSummary(link, evidence);
  const lines = [`  ${paintOf(status, paint)(marks[status])} ${link.padEnd(10)}  ${message}`];
  for (const check of checks) {
    if (check.status === "failed" || check.status === "unknown" || check.status === "warned") lines.push(...formatTrouble(check, paint));
  }
  return lines;
}

function formatTrouble(check: CheckRecord, paint: Paint): string[] {
  const [fix, ...more] = isHandedOff(check) ? [handOffFix] : check.fix.split("\n");
  return [
    `      ${paintOf(check.status, paint)(check.code ?? check.id)}  ${check.message}`,
    `        saw       ${check.saw}`,
    `        expected  ${check.expected}`,
    `        fix       ${fix}`,
    ...more.map((line) => `                  ${line}`),
    ...(check.code === null ? [] : [paint.dim(`        more      docs/errors.md#${check.code.toLowerCase()}`)]),
  ];
}

function formatCall(call: NonNullable<Evidence["call"]>, startedAt: string, paint: Paint): string[] {
  const startMs = Date.parse(startedAt);
  return [
    `  call …${call.id.slice(-4)}  ${toAnswerText(call)}, ${call.hungUp ? "hung up" : "NOT hung up"}`,
    ...call.notifications.map(
      ({ at, state }) => `    ${paint.dim(`+${((Date.parse(at) - startMs) / 1000).toFixed(1)}s`.padStart(8))}  ${state}`,
    ),
    ...(call.result === null ? [] : [`    ${" ".repeat(8)}  ${call.result.meaning} (${call.result.code}/${call.result.subcode})`]),
  ];
}

function formatDrill(drill: DrillEvidence, startedAt: string, paint: Paint): string[] {
  const startMs = Date.parse(startedAt);
  return [
    `  drill  ${toDrillWords(drill)}`,
    ...toDrillSteps(drill).map(
      ({ at, text }) => `    ${paint.dim(`+${((Date.parse(at) - startMs) / 1000).toFixed(1)}s`.padStart(8))}  ${text}`,
    ),
  ];
}

function toAnswerText(call: NonNullable<Evidence["call"]>): string {
  if (call.answered) return "answered";
  return call.notifications.length === 0 ? "no notification came" : "not answered";
}

function paintOf(status: CheckStatus, paint: Paint): (text: string) => string {
  const paints: Record<CheckStatus, (text: string) => string> = {
    passed: paint.good,
    failed: paint.bad,
    warned: paint.warn,
    unknown: paint.warn,
    skipped: paint.dim,
  };
  return paints[status];
}
