import { driftWords } from "../drift/format-drift.ts";
import type { Evidence } from "../evidence.ts";
import { markup, type Markup } from "../page/markup.ts";

/** What is not as the stack made it; nothing where nobody asked. */
export function formatDriftSection({ drift }: Evidence): Markup | undefined {
  if (drift === undefined) return undefined;
  return markup`<section aria-labelledby="drift">
    <h2 id="drift">Drift</h2>
    ${
      drift.findings.length === 0
        ? markup`<p>Grants, credentials, application, owners, webhook, route and role assignments are as the stack made them.</p>`
        : markup`<div class="panel">
      <table>
        <thead>
          <tr>
            <th scope="col">Of</th>
            <th scope="col">Is</th>
            <th scope="col">What</th>
            <th scope="col">What mends it</th>
          </tr>
        </thead>
        <tbody>
          ${drift.findings.map(
            ({ of, kind, what, fix }) =>
              markup`<tr>
                <td class="tight">${of}</td>
                <td class="tight">${driftWords[kind]}</td>
                <td>${what}</td>
                <td class="mono">${fix}</td>
              </tr> `,
          )}
        </tbody>
      </table>
    </div>`
    }
  </section>`;
}
