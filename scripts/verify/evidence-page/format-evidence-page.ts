import type { Evidence } from "../evidence.ts";
import { formatPage } from "../page/format-page.ts";
import { markup, type Markup } from "../page/markup.ts";
import { toVerdict } from "../verdict.ts";
import { formatAsked } from "./asked-section.ts";
import { formatChain } from "./chain-section.ts";
import { formatChecks } from "./checks-section.ts";
import { formatDrill } from "./drill-section.ts";
import { formatDriftSection } from "./drift-section.ts";
import { formatPermission } from "./permission-section.ts";
import { formatRepeat } from "./repeat-section.ts";
import { formatTimelineSection } from "./timeline-section.ts";
import { formatVerdictBlock } from "./verdict-section.ts";

/** Where a page's values are from: the JSON beside it. */
export interface PageSource {
  readonly file: string;
  /** Of the file's bytes. */
  readonly sha256: string;
}

/** The proof for eyes: one page, every value of which is in the evidence. Pure. */
export function formatEvidencePage(evidence: Evidence, source: PageSource): string {
  const { outcome, stack, startedAt } = evidence;
  const kind = evidence.rehearsal ? "rehearsal" : "verification";
  return formatPage(
    `Dialtone ${kind} of stack ${stack}, ${startedAt.slice(0, 10)}: ${outcome}`,
    markup`<header class="masthead">
        <span><b>Dialtone</b> evidence of a ${kind}</span><span>${toMoment(startedAt)}</span>
      </header>
      ${formatVerdictBlock(evidence, toVerdict(evidence))}
      ${formatChain(evidence)}
      ${formatTimelineSection(evidence)}
      ${formatDrill(evidence)}
      ${formatPermission(evidence)}
      ${formatDriftSection(evidence)}
      ${formatChecks(evidence)}
      ${formatAsked(evidence)}
      ${formatRepeat(evidence)}
      ${formatFooter(evidence, source)}`,
  );
}

function formatFooter({ previous, dialtoneVersion, schema }: Evidence, source: PageSource): Markup {
  const before =
    previous === undefined || previous === null
      ? markup`It is the first in its folder.`
      : markup`Before it in the same folder: <span class="mono">${previous.file}</span>, sha256
          <span class="mono">${previous.sha256}</span>.`;
  return markup`<footer>
    <p>
      Every value on this page is from <span class="mono">${source.file}</span>, sha256 <span class="mono">${source.sha256}</span>.
      ${before} The digests show accidental change only; they are no signature.
    </p>
    <p>
      Schema ${schema}, written by Dialtone ${dialtoneVersion}. No token, secret or phone number is on it; the person called appears by the
      last four characters of an object id.
    </p>
  </footer>`;
}

/** `2026-11-25 17:59:28 UTC`. */
function toMoment(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}
