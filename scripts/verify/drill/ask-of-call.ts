import { parseJson, parseWireError, toObject } from "../../lib/wire-error.ts";
import { TransportFailure } from "../../lib/transport-failure.ts";
import type { CallRecord } from "../call/call-record.ts";
import type { Verification } from "../verification.ts";
import type { DrillAction, DrillRecord } from "./drill-record.ts";

/**
 * Sends one action of a drill to the call, exactly once, and notes the answer. Gives the body of an answer that accepts it,
 * and undefined otherwise: the drill's end then says why.
 */
export async function askOfCall(
  { clients, signal }: Verification,
  accessToken: string,
  record: CallRecord,
  drill: DrillRecord,
  action: DrillAction,
  body: object,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const at = new Date();
  try {
    const answer = await clients.sendAsApp(accessToken, {
      method: "POST",
      path: `/communications/calls/${record.callId ?? ""}/${action}`,
      headers: { "Scenario-Id": record.scenarioId },
      body,
      signal,
    });
    if (answer.status < 300) {
      drill.requests.push({ at, action, answer: String(answer.status) });
      return toObject(parseJson(answer.text));
    }
    const { code, message, requestId, date } = parseWireError(answer.text, answer.headers);
    drill.requests.push({ at, action, answer: `${answer.status} ${code}`.trim() });
    drill.refusal = { action, status: answer.status, code, message, requestId, date };
    drill.end = answer.status < 500 ? "refused" : "unanswered";
  } catch (error) {
    if (signal.aborted || !(error instanceof TransportFailure)) throw error;
    drill.requests.push({ at, action, answer: `no answer: ${error.kind}` });
    drill.end = "unanswered";
  }
  return undefined;
}
