import { decode } from "../decoder/decode.ts";
import type { CallResult } from "./call-notification.ts";

/** What the end of a call means, in words; what is not known is said to be unknown. Microsoft's own text is not repeated: it can hold a number. */
export function toResultMeaning(result: CallResult): string {
  const row = decode({ surface: "call-end", codes: [String(result.code)], subcode: result.subcode });
  return row?.cause ?? "the call ended for a reason that is not known here";
}
