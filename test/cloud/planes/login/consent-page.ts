import type { Reply } from "../../core/operation.ts";

/** What the consent page shows and sends back. */
export interface ConsentForm {
  readonly action: string;
  readonly displayName: string;
  readonly permissions: readonly string[];
  /** Hidden fields, sent back as they are. */
  readonly fields: Readonly<Record<string, string>>;
}

/** The page on which an administrator signs in and accepts. Nothing of Microsoft's own page but what it is for. */
export function toConsentPage({ action, displayName, permissions, fields }: ConsentForm): Reply {
  const hidden = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  const list = permissions.map((permission) => `<li>${escapeHtml(permission)}</li>`);
  return toPage(
    200,
    `<h1>Permissions requested</h1><p>Review for your organization: ${escapeHtml(displayName)}</p><ul>${list.join("")}</ul>
<form method="post" action="${escapeHtml(action)}">${hidden.join("")}
<label>User name <input name="username"></label> <label>Password <input name="password" type="password"></label>
<button name="decision" value="accept">Accept</button> <button name="decision" value="cancel">Cancel</button></form>`,
  );
}

/** An error of the sign-in as a page. ASSUMED status: 400. */
export function toErrorPage(message: string): Reply {
  return toPage(400, `<h1>Sign in</h1><p>Sorry, but we’re having trouble signing you in.</p><p>${escapeHtml(message)}</p>`);
}

function toPage(status: number, body: string): Reply {
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign in (simulated)</title><body>${body}<p>This is a simulation.</p></body></html>`;
  return { status, headers: { "content-type": "text/html; charset=utf-8" }, bytes: Buffer.from(html) };
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
