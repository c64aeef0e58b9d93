import type { Evidence } from "../evidence.ts";
import { markup, type Markup } from "../page/markup.ts";
import { formatPermissionLists } from "../page/permission-lists.ts";
import { permissionFacts } from "../permission-facts.ts";

/** The one permission: what it allows, what it does not include, and what was seen of it. */
export function formatPermission({ permission }: Evidence): Markup {
  const { value, appRoleId, granted, inToken, wider } = permission;
  return markup`<section aria-labelledby="permission">
    <h2 id="permission">The permission, and what it does not include</h2>
    <p>
      <b class="mono">${value}</b> on Microsoft Graph, application permission <span class="mono">${appRoleId}</span>:
      ${permissionFacts.displayName}. <span class="soft">“${permissionFacts.description}” (Microsoft)</span>
    </p>
    <p>
      Granted: <b>${toWord(granted)}</b>. In a fresh token: <b>${toWord(inToken)}</b>. Other application permissions of Microsoft Graph in
      it: <b>${wider.length === 0 ? (inToken === null ? "not known" : "none") : wider.join(", ")}</b>.
    </p>
    ${formatPermissionLists()}
  </section>`;
}

function toWord(value: boolean | null): string {
  return value === null ? "not known" : value ? "yes" : "no";
}
