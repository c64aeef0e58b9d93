import { callsInitiateAllValue } from "../../../infra/contract/microsoft-ids.ts";
import { formatPage } from "../page/format-page.ts";
import { markup, type Markup } from "../page/markup.ts";
import { formatFact, formatMastheadBlock } from "../page/masthead-block.ts";
import { formatPermissionLists } from "../page/permission-lists.ts";
import { permissionFacts } from "../permission-facts.ts";
import { createConsentCommands } from "./consent-commands.ts";
import { createHandOffWords } from "./hand-off-words.ts";
import type { HandOff } from "./hand-off.ts";

/** Somebody, for a page that asks somebody. */
const person = markup`<circle cx="24" cy="15" r="9" /><path d="M6 44c2-11 9-16 18-16s16 5 18 16" />`;

/** The hand-off as one self-contained page for the administrator. Pure; nothing in it is secret. */
export function formatHandOffPage(handOff: HandOff): string {
  const words = createHandOffWords(handOff);
  const commands = createConsentCommands(handOff);
  return formatPage(
    words.title,
    markup`<header class="masthead">
        <span><b>Dialtone</b> hand-off to an administrator</span><span>stack ${handOff.stack}</span>
      </header>
      ${formatMastheadBlock({ tone: "warn", name: "request", shape: person, headline: words.title, below: [markup`<p>${words.request}</p>`] })}
      <dl class="facts">
        ${formatFact("Application", handOff.displayName)} ${formatFact("Client id", handOff.clientId, true)} ${formatFact("Tenant", handOff.tenantId, true)}
        ${formatFact("Permission", markup`<span class="mono">${callsInitiateAllValue}</span> on Microsoft Graph, application permission`)}
      </dl>
      <section aria-labelledby="permission">
        <h2 id="permission">The one permission</h2>
        <p>
          ${permissionFacts.displayName}.
          <span class="soft">“${permissionFacts.description}” (Microsoft, app role <span class="mono">${handOff.appRoleId}</span>)</span>
        </p>
        ${formatPermissionLists()}
      </section>
      <section aria-labelledby="consent">
        <h2 id="consent">Consent, in one of three ways</h2>
        <p>${words.whoMay}</p>
        <h3>In the browser</h3>
        <p><a href="${handOff.consentUrl}" rel="noreferrer">${handOff.consentUrl}</a></p>
        <p class="soft">${words.aboutUrl}</p>
        <h3>With az</h3>
        ${toBlock(commands.az)}
        <h3>With Microsoft Graph PowerShell</h3>
        ${toBlock(commands.powershell)}
      </section>
      <section aria-labelledby="policy">
        <h2 id="policy">Only this, by an app consent policy</h2>
        <p>${words.aboutPolicy}</p>
        ${toBlock(commands.policy)}
      </section>
      <section aria-labelledby="revoke">
        <h2 id="revoke">How to revoke it</h2>
        <p>${words.aboutRevoking}</p>
        <h3>With az</h3>
        ${toBlock(commands.revokeByAz)}
        <h3>With Microsoft Graph PowerShell</h3>
        ${toBlock(commands.revokeByPowershell)}
      </section>
      <section aria-labelledby="next">
        <h2 id="next">What happens next</h2>
        <ol>
          ${words.afterwards.map((one) => markup`<li>${one}</li>`)}
        </ol>
      </section>
      <footer><p>Nothing on this page is secret. It opens from disk and asks nobody anything.</p></footer>`,
  );
}

function toBlock(lines: readonly string[]): Markup {
  return markup`<pre tabindex="0">${lines.join("\n")}</pre>`;
}
