import type { Asked, Evidence } from "../evidence.ts";
import { markup, type Markup } from "../page/markup.ts";

/** Rows on the page; with more, the JSON has the rest. A run that is in order has about twenty. */
const maxRows = 30;

const services: Readonly<Record<Asked["service"], string>> = {
  login: "Entra login",
  graph: "Microsoft Graph",
  azure: "Azure",
  "key-vault": "Key Vault",
  table: "Table storage",
  host: "callback host",
};

/** What was asked, of whom, as whom, and when. */
export function formatAsked({ asked, startedAt, rehearsal }: Evidence): Markup | undefined {
  if (asked === undefined || asked.length === 0) return undefined;
  const startMs = Date.parse(startedAt);
  const shown = asked.slice(0, maxRows);
  return markup`<section aria-labelledby="asked">
    <h2 id="asked">What was asked of ${rehearsal ? "the simulated Microsoft cloud" : "Microsoft"}, and when</h2>
    <div class="panel">
      <table>
        <thead>
          <tr>
            <th scope="col" class="num">After</th>
            <th scope="col">Of</th>
            <th scope="col">As</th>
            <th scope="col">Request</th>
            <th scope="col">Answer</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map(
            (one) =>
              markup`<tr>
                <td class="num">${((Date.parse(one.at) - startMs) / 1000).toFixed(2)} s</td>
                <td class="tight">${services[one.service]}</td>
                <td class="tight">${one.as}</td>
                <td class="mono">${one.what}</td>
                <td>
                  ${one.answer}${one.times > 1 ? markup` <span class="soft">(${one.times} times in ${(one.durationMs / 1000).toFixed(1)} s)</span>` : undefined}
                </td>
              </tr> `,
          )}
        </tbody>
      </table>
    </div>
    ${asked.length > shown.length ? markup`<p class="soft">And ${asked.length - shown.length} more, in the JSON.</p>` : undefined}
  </section>`;
}
