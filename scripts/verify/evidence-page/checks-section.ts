import { chainLinks } from "../../../infra/contract/exit-code.ts";
import type { CheckRecord, Evidence } from "../evidence.ts";
import { toLinkSummary } from "../link-summary.ts";
import { markup, type Markup } from "../page/markup.ts";
import { statusWords } from "../page/status-words.ts";

/** Every check of every link: what it says, what was seen, and how long it took. */
export function formatChecks(evidence: Evidence): Markup {
  const rows = chainLinks.flatMap((link) =>
    toLinkSummary(link, evidence).checks.map((check, index, all) => formatCheck(check, index === 0 ? all.length : undefined)),
  );
  return markup`<section aria-labelledby="checks">
    <h2 id="checks">Every check</h2>
    <div class="panel">
      <table>
        <thead>
          <tr>
            <th scope="col">Link</th>
            <th scope="col">Check</th>
            <th scope="col">Result</th>
            <th scope="col" class="num">Took</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
  </section>`;
}

/** @param linkRows rows of the link, where this is its first */
function formatCheck(check: CheckRecord, linkRows: number | undefined): Markup {
  const { mark, word, tone } = statusWords[check.status];
  return markup`<tr class="${tone}">
    ${linkRows === undefined ? undefined : markup`<th scope="rowgroup" rowspan="${linkRows}">${check.link}</th>`}
    <td>${check.message}${check.saw === "" ? undefined : markup`<small class="mono">${check.saw}</small>`}</td>
    <td class="word">${mark} ${word}</td>
    <td class="num">${check.durationMs === 0 ? "" : `${check.durationMs} ms`}</td>
  </tr>`;
}
