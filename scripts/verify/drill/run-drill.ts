import { isAnswered, type CallRecord } from "../call/call-record.ts";
import type { Verification } from "../verification.ts";
import { createDrillRecord, type DrillWanted } from "./drill-record.ts";
import { runCancelMedia } from "./run-cancel-media.ts";
import { runTransfer } from "./run-transfer.ts";

/**
 * Makes the drill that was asked for, on a call that is up; on any other nothing is asked. What came of it is in the
 * record before it returns or throws; nothing is judged here, and the caller hangs up.
 */
export async function runDrill(verification: Verification, accessToken: string, record: CallRecord, wanted: DrillWanted): Promise<void> {
  const drill = createDrillRecord(wanted, new Date(), record.seen.length);
  record.drill = drill;
  if (!isAnswered(record) || record.end !== undefined) return;
  try {
    if (wanted.kind === "transfer") await runTransfer(verification, accessToken, record, drill, wanted.transferToObjectId);
    else await runCancelMedia(verification, accessToken, record, drill);
  } finally {
    drill.finishedAt = new Date();
  }
}
