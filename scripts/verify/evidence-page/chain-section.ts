import { chainLinks } from "../../../infra/contract/exit-code.ts";
import type { CheckRecord, Evidence } from "../evidence.ts";
import { isHandedOff } from "../hand-off/is-handed-off.ts";
import { toLinkSummary } from "../link-summary.ts";
import { markup, type Markup } from "../page/markup.ts";
import { statusWords } from "../page/status-words.ts";

/** The chain as a drawing of its links; under it whatever is not in order, in the four parts of every failure. */
export function formatChain(evidence: Evidence): Markup {
  const troubles = evidence.checks.filter(({ status }) => status === "failed" || status === "unknown" || status === "warned");
  return markup`<section aria-labelledby="chain">
    <h2 id="chain">The chain, link by link</h2>
    <ol class="chain">
      ${chainLinks.map((link) => {
        const { mark, word, tone } = statusWords[toLinkSummary(link, evidence).status];
        return markup`<li class="${tone}">
          <span class="mark" aria-hidden="true">${mark}</span><span class="name">${link}</span><span class="state">${word}</span>
        </li>`;
      })}
    </ol>
    ${troubles.map(formatTrouble)}
  </section>`;
}

function formatTrouble(check: CheckRecord): Markup {
  const { mark, word, tone } = statusWords[check.status];
  const fix = isHandedOff(check) ? "an administrator has to consent: the hand-off page beside this one says how" : check.fix;
  return markup`<div class="trouble ${tone}">
    <p><b class="word">${mark} ${word}</b> <span class="mono">${check.id}</span> ${check.message}</p>
    <dl>
      <dt>saw</dt><dd>${check.saw}</dd>
      <dt>expected</dt><dd>${check.expected}</dd>
      <dt>fix</dt><dd>${fix}</dd>
      ${check.code === null ? undefined : markup`<dt>more</dt><dd><span class="mono">${check.code}</span>, docs/errors.md#${check.code.toLowerCase()}</dd>`}
    </dl>
  </div>`;
}
