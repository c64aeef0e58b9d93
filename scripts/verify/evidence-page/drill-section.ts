import type { Evidence } from "../evidence.ts";
import { toDrillSteps, toDrillWords } from "../drill/drill-words.ts";
import { markup, type Markup } from "../page/markup.ts";

/** What was drilled on the call that was up; nothing where no drill was asked for. */
export function formatDrill({ drill, startedAt }: Evidence): Markup | undefined {
  if (drill === undefined || drill === null) return undefined;
  const startMs = Date.parse(startedAt);
  return markup`<section aria-labelledby="drill">
    <h2 id="drill">The drill</h2>
    <p>${toDrillWords(drill)}.</p>
    <div class="panel">
      <table>
        <thead>
          <tr>
            <th scope="col" class="num">After</th>
            <th scope="col">What was asked of Graph, and what it notified</th>
          </tr>
        </thead>
        <tbody>
          ${toDrillSteps(drill).map(
            ({ at, text }) =>
              markup`<tr>
                <td class="num">${((Date.parse(at) - startMs) / 1000).toFixed(2)} s</td>
                <td>${text}</td>
              </tr> `,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}
