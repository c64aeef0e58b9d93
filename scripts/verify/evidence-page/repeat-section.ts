import type { Evidence } from "../evidence.ts";
import { markup, type Markup } from "../page/markup.ts";

/** How a reader who doubts it does it again. */
export function formatRepeat({ rehearsal, stack, drill }: Evidence): Markup {
  const drilled =
    drill === undefined || drill === null ? "" : ` --drill ${drill.kind}${drill.kind === "transfer" ? " --transfer-to OBJECT-ID" : ""}`;
  const command = rehearsal
    ? `npm run rehearse -- --stack ${stack} --evidence DIR`
    : `npm run verify -- --stack ${stack} --evidence DIR${drilled}`;
  const who = rehearsal
    ? "From a checkout of the same version, after npm ci; it needs no tenant and no subscription, and nothing leaves the machine."
    : "From a checkout of the same version, signed in as one of the stack's operators. It rings the callee once.";
  return markup`<section aria-labelledby="repeat">
    <h2 id="repeat">How to repeat it</h2>
    <p>${who} The second line recomputes the digests of the folder that this page lies in.</p>
    <pre tabindex="0">
${command}
npm run verify -- --check DIR</pre>
  </section>`;
}
