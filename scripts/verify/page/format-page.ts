import { createHash } from "node:crypto";
import { markup, type Markup } from "./markup.ts";
import { pageStyle } from "./page-style.ts";

const styleDigest = createHash("sha256").update(pageStyle, "utf8").digest("base64");

/**
 * One self-contained page: no script, no request, opens from disk. Its own policy forbids everything but its own style,
 * so that nothing that found its way into it could run or call home. Pure.
 */
export function formatPage(title: string, body: Markup): string {
  const policy = `default-src 'none'; style-src 'sha256-${styleDigest}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex" />
        <link rel="icon" href="data:," />
        <title>${title}</title>
        <style>${rawStyle()}</style>
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html> `.text;
}

function rawStyle(): Markup {
  // Our own constant, without a value from anywhere; its digest is in the policy.
  return markup([pageStyle] as unknown as TemplateStringsArray);
}
