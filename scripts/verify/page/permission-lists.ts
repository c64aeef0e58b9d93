import { permissionAllows, permissionCaution, permissionExcludes } from "../permission-facts.ts";
import { markup, type Markup } from "./markup.ts";

/** What the one permission lets an app do, what it does not include, and what its name does not say. */
export function formatPermissionLists(): Markup {
  return markup`<div class="two">
      <div>
        <h3>It lets the app</h3>
        <ul>
          ${permissionAllows.map((one) => markup`<li>${one}</li> `)}
        </ul>
      </div>
      <div>
        <h3>It does not let it</h3>
        <ul>
          ${permissionExcludes.map(
            ({ what, permission }) =>
              markup`<li>${what}${permission === null ? undefined : markup` <span class="mono soft">${permission}</span>`}</li> `,
          )}
        </ul>
      </div>
    </div>
    <p class="soft">${permissionCaution}</p>`;
}
