import type { Evidence } from "../evidence.ts";
import { markup, type Markup } from "../page/markup.ts";
import { formatFact, formatMastheadBlock } from "../page/masthead-block.ts";
import type { Verdict } from "../verdict.ts";

/** A shape for each tone, so that the verdict can be told without colour. All are drawn in a 48 by 48 box. */
const shapes: Readonly<Record<Verdict["tone"], Markup>> = {
  good: markup`<circle cx="24" cy="24" r="21" /><path d="M14 25l7 7 14-15" />`,
  warn: markup`<path d="M24 4 45 42H3z" /><path d="M24 18v11M24 35v1" />`,
  bad: markup`<path d="M15 3h18l12 12v18L33 45H15L3 33V15z" /><path d="M17 17l14 14M31 17L17 31" />`,
};

/** What the run comes to, and what it is about. */
export function formatVerdictBlock(evidence: Evidence, { tone, sentence }: Verdict): Markup {
  const { subject, stack, cloud, engine, engineVersion, startedAt, finishedAt, exitCode, rehearsal, dialtoneVersion } = evidence;
  const seconds = ((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000).toFixed(1);
  const where = rehearsal ? `${cloud}, engine ${engine ?? "unknown"}${engineVersion === undefined ? "" : ` ${engineVersion}`}` : cloud;
  const scope = rehearsal
    ? "A rehearsal: the same program, callback host and verification as for Microsoft, against a simulated Microsoft cloud on one machine. It proves nothing about a real tenant."
    : "Checked against Microsoft's own services.";
  const broken = evidence.checks.find(({ status }) => status === "failed") ?? evidence.checks.find(({ status }) => status === "unknown");
  const below = [...(broken === undefined ? [] : [markup`<p class="ink">${broken.message}.</p>`]), markup`<p>${scope}</p>`];
  return markup`${formatMastheadBlock({ tone, name: "verdict", shape: shapes[tone], headline: sentence, below })}
    <dl class="facts">
      ${subject === undefined ? undefined : [formatFact("Application", subject.displayName), formatFact("Client id", subject.clientId, true), formatFact("Tenant", subject.tenantId, true)]}
      ${formatFact("Stack", stack)} ${formatFact("Cloud", where)} ${formatFact("Dialtone", dialtoneVersion)} ${formatFact("Started", startedAt, true)}
      ${formatFact("Took", `${seconds} s`)} ${formatFact("Exit code", String(exitCode))}
    </dl>`;
}
