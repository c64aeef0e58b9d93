import { parseJson, parseWireError } from "../../lib/wire-error.ts";
import { TransportFailure } from "../../lib/transport-failure.ts";
import type { CloudAnswer } from "../../lib/cloud-http.ts";
import { DialtoneError } from "../../../infra/contract/dialtone-error.ts";
import type { Verification } from "../verification.ts";
import { readCallResource } from "./call-resource.ts";
import type { CallRecord } from "./call-record.ts";
import { createCallBody } from "./create-body.ts";

/**
 * Places the call: one POST, never a second one, whatever comes back. Fills the record in and never throws for what the
 * network or Graph do; the caller hangs up whatever was or may have been placed.
 * @param signal outlives an interruption a little: without Graph's answer nobody could hang up
 */
export async function placeCall(verification: Verification, accessToken: string, record: CallRecord, signal: AbortSignal): Promise<void> {
  try {
    const answer = await verification.clients.sendAsApp(accessToken, {
      method: "POST",
      path: "/communications/calls",
      headers: { "client-request-id": record.clientRequestId, "Scenario-Id": record.scenarioId },
      body: createCallBody(verification.outputs, verification.calleeObjectId),
      signal,
    });
    takeAnswer(record, answer);
  } catch (error) {
    if (error instanceof DialtoneError) throw error;
    if (error instanceof TransportFailure) {
      record.create = error.isNeverSent
        ? { kind: "not-sent", saw: error.message }
        : { kind: "unanswered", saw: error.message, status: undefined, code: "" };
    } else if (signal.aborted) {
      record.create = { kind: "unanswered", saw: "interrupted before Graph answered", status: undefined, code: "" };
    } else throw error;
  }
}

/** Reads the answer to the create. Only a 4xx refuses for sure: after a 5xx, or a 201 that cannot be read, the phone may ring. */
function takeAnswer(record: CallRecord, answer: CloudAnswer): void {
  const error = parseWireError(answer.text, answer.headers);
  record.requestId = error.requestId === "" ? undefined : error.requestId;
  if (answer.status >= 200 && answer.status < 300) {
    const { call } = readCallResource(parseJson(answer.text));
    const located = /\/calls\/([^/?]+)\/?$/.exec(answer.headers.get("location") ?? "")?.[1];
    record.callId = call.id === undefined || call.id === "" ? located : call.id;
    if (typeof call.callChainId === "string") record.callChainId = call.callChainId;
    if (typeof call.state === "string") record.polledStates.push(call.state);
    record.create =
      record.callId === undefined
        ? { kind: "unanswered", saw: `HTTP ${answer.status} without a call id`, status: answer.status, code: "" }
        : { kind: "placed" };
  } else if (answer.status >= 400 && answer.status < 500 && answer.status !== 408) {
    record.create = { kind: "refused", status: answer.status, code: error.code, message: error.message, date: error.date };
  } else {
    record.create = { kind: "unanswered", saw: `HTTP ${answer.status} ${error.code}`.trim(), status: answer.status, code: error.code };
  }
}
