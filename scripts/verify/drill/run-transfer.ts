import { parseJson } from "../../lib/wire-error.ts";
import { TransportFailure } from "../../lib/transport-failure.ts";
import { toLastFour } from "../../lib/redact.ts";
import { readCallResource } from "../call/call-resource.ts";
import type { CallRecord } from "../call/call-record.ts";
import { watchCall } from "../call/watch-call.ts";
import type { Verification } from "../verification.ts";
import { askOfCall } from "./ask-of-call.ts";
import type { DrillEnd, DrillRecord } from "./drill-record.ts";

/** The end of a call that was transferred away. Source: docs call-transfer.md and call-delete.md (7015), read 2026-11-25. */
const transferredSubcode = 7015;

/**
 * Transfers the call, and watches what comes of it: `transferring`, then `transferAccepted` and the end 200/7015, or back to
 * `established`. Nothing is hung up here.
 * Source: https://learn.microsoft.com/graph/api/call-transfer, read 2026-11-25.
 */
export async function runTransfer(
  verification: Verification,
  accessToken: string,
  record: CallRecord,
  drill: DrillRecord,
  transferToObjectId: string,
): Promise<void> {
  const { progress, budgets } = verification;
  progress.step("drill", `transferring the call to ${toLastFour(transferToObjectId)}`);
  const accepted = await askOfCall(verification, accessToken, record, drill, "transfer", createTransferBody(transferToObjectId));
  if (accepted === undefined) return;
  drill.end = "silent";
  await watchCall(verification, record, budgets.drillSeconds, async () => {
    drill.end = (await toEnd(verification, accessToken, record, drill)) ?? "silent";
    return drill.end !== "silent";
  });
}

function createTransferBody(transferToObjectId: string): object {
  return {
    transferTarget: {
      "@odata.type": "#microsoft.graph.invitationParticipantInfo",
      endpointType: "default",
      identity: {
        "@odata.type": "#microsoft.graph.identitySet",
        user: { "@odata.type": "#microsoft.graph.identity", id: transferToObjectId },
      },
    },
  };
}

/** What has come of the transfer; undefined as long as nothing decides it. */
async function toEnd(
  verification: Verification,
  accessToken: string,
  record: CallRecord,
  { statesBefore }: DrillRecord,
): Promise<DrillEnd | undefined> {
  if (record.end !== undefined) return record.result?.subcode === transferredSubcode ? "transferred" : "call-ended";
  const since = record.seen.slice(statesBefore);
  const transferring = since.findIndex(({ state }) => state === "transferring");
  const back = since.find(({ state }, index) => state === "established" && transferring !== -1 && index > transferring);
  if (back === undefined) return undefined;
  // It says itself why it came back, or it is an older notification that was overtaken: then Graph knows.
  return back.result !== undefined || (await isEstablished(verification, accessToken, record)) ? "returned" : undefined;
}

async function isEstablished({ clients, signal }: Verification, accessToken: string, { callId }: CallRecord): Promise<boolean> {
  try {
    const answer = await clients.sendAsApp(accessToken, { method: "GET", path: `/communications/calls/${callId ?? ""}`, signal });
    return readCallResource(parseJson(answer.text)).call.state === "established";
  } catch (error) {
    if (error instanceof TransportFailure) return false;
    throw error;
  }
}
