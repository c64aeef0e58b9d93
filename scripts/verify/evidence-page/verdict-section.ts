import type { Evidence } from "../evidence.ts";
import { markup, Markup } from "../page/markup.ts";
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
  return markup`<section class="verdict ${tone}" aria-labelledby="verdict">
      <svg
        class="seal"
        viewBox="0 0 48 48"
        fill="none"
        stroke="currentColor"
        stroke-width="3.2"
        stroke-linecap="round"
        stroke-linejoin="round"
        aria-hidden="true"
      >
        ${shapes[tone]}
      </svg>
      <div>
        <h1 id="verdict">${sentence}</h1>
        ${broken === undefined ? undefined : markup`<p class="ink">${broken.message}.</p>`}
        <p>${scope}</p>
      </div>
    </section>
    <dl class="facts">
      ${subject === undefined ? undefined : [fact("Application", subject.displayName), fact("Client id", subject.clientId, true), fact("Tenant", subject.tenantId, true)]}
      ${fact("Stack", stack)} ${fact("Cloud", where)} ${fact("Dialtone", dialtoneVersion)} ${fact("Started", startedAt, true)}
      ${fact("Took", `${seconds} s`)} ${fact("Exit code", String(exitCode))}
    </dl>`;
}

function fact(name: string, value: string, isMono = false): Markup {
  return markup`<div><dt>${name}</dt><dd${isMono ? markup` class="mono"` : undefined}>${value}</dd></div>
`;
}
