import type { CheckRecord } from "../evidence.ts";

/** True for a check that only an administrator's consent can cure. */
export function isHandedOff({ code, status }: CheckRecord): boolean {
  return status === "failed" && (code === "DT_CONSENT_HANDOFF" || code === "DT_CONSENT_MISSING");
}
