import { RestError } from "@azure/core-rest-pipeline";
import { decode } from "../decoder/decode.ts";
import { fillIn, toFillInValues } from "../decoder/fill-in.ts";
import { failed, passed, type Judgement } from "../judgement.ts";
import { formatQuote, parseRestError } from "../quote.ts";
import type { Check, Verification } from "../verification.ts";

/**
 * Link 7, as far as it can be looked at before the call: a phone must not ring for a proof that nobody could read back.
 */
export const callbacksChecks: readonly Check[] = [
  { checkId: "callbacks.table-readable", link: "callbacks", needs: [], run: checkTableReadable },
];

async function checkTableReadable(verification: Verification): Promise<Judgement> {
  const { outputs, clients, progress, signal, cloud, calleeObjectId } = verification;
  const { tableEndpoint, tableName } = outputs.notifications;
  progress.step("callbacks", `reading table ${tableName} as the operator`);
  const expected = "Storage Table Data Reader on the table for the operator";
  try {
    // A moment in the future: no row is wanted, only whether one could be read.
    await clients.notifications.since(new Date(Date.now() + 24 * 60 * 60 * 1000), signal);
    return passed("the notifications table can be read with the operator's identity", { saw: `${tableEndpoint} ${tableName}`, expected });
  } catch (error) {
    if (!(error instanceof RestError) || (error.statusCode !== 403 && error.statusCode !== 404)) throw error;
    const wire = parseRestError(error);
    const row = decode({ surface: "table", status: error.statusCode, codes: wire.codes, message: wire.message });
    const quote = formatQuote(wire);
    const cause = row?.cause ?? "for a reason that is not known here";
    return failed("DT_CALLBACKS_UNREADABLE", `the operator cannot read the notifications table: ${cause}`, {
      saw: `HTTP ${error.statusCode} ${wire.codes[0] ?? ""}${quote === "" ? "" : ` (${quote})`}`.trim(),
      expected,
      fix: row === undefined ? "quote the ids above to Microsoft" : fillIn(row.fix, toFillInValues(outputs, cloud, calleeObjectId)),
    });
  }
}
