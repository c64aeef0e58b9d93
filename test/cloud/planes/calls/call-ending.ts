import type { CalleeBehaviour } from "../../core/callee-behaviour.ts";
import type { ResultInfo } from "./call-record.ts";

/** How a call can end, with the source of its codes. */
export interface CallEnding extends ResultInfo {
  readonly source: string;
}

const callDelete = "microsoft-graph-docs-contrib api-reference/v1.0/api/call-delete.md (code table), read 2026-11-23";
const acs = "azure-docs communication-services/includes/codes/call-end.md, read 2026-11-23; the same calling backend, by analogy";

function ending(code: number, subcode: number, text: string, source: string): CallEnding {
  // The suffix is how real messages end: `DiagCode: <code>#<subcode>.@` (microsoft-graph-comms-samples issues 667 and 750).
  return { code, subcode, message: `${text} DiagCode: ${code}#${subcode}.@`, source };
}

/** Ends that the app or the service brings about. */
export const callEndings = {
  hungUpByApp: ending(200, 7000, "The call has ended.", callDelete),
  hungUpByCallee: ending(200, 4521, "The other participant left the call.", callDelete),
  keepAliveMissing: ending(408, 8537, "The call was ended: keepalive timeout.", callDelete),
  transferred: ending(200, 7015, "GracefulTransferCompleted.", callDelete),
} as const;

/** Ends of a call that was up, by what happens on the callee's side of it. */
export const establishedEndings = {
  callee: { ending: callEndings.hungUpByCallee, by: "callee" },
  transferred: { ending: callEndings.transferred, by: "service" },
  "keep-alive": { ending: callEndings.keepAliveMissing, by: "service" },
} as const satisfies Record<NonNullable<CalleeBehaviour["hangsUpAs"]>, { readonly ending: CallEnding; readonly by: "callee" | "service" }>;

/** Ends of a call that does not come up, by how the callee's Teams behaves. */
export const unansweredEndings: Partial<Record<CalleeBehaviour["kind"], CallEnding>> = {
  declines: ending(603, 0, "The callee declined the call.", acs),
  busy: ending(486, 0, "The callee is busy.", "ASSUMED: SIP 486; Microsoft lists 486 for PSTN only"),
  "no-answer": ending(487, 10004, "The call was cancelled: no endpoint accepted it in time.", acs),
  "signed-out": ending(480, 10037, "No callee endpoints found.", callDelete),
  "not-licensed": ending(480, 10134, "Unable to route the call.", callDelete),
  policy: ending(480, 10199, "Private calling is disabled for the user.", callDelete),
  unreachable: ending(480, 10076, "Callee could not be reached.", callDelete),
  network: ending(408, 10057, "No signaling from the callee's endpoints.", callDelete),
};
