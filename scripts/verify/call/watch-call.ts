import { RestError } from "@azure/core-rest-pipeline";
import type { StoredNotification } from "../../lib/notification-reader.ts";
import { pollWithin } from "../../lib/poll-within.ts";
import { TransportFailure } from "../../lib/transport-failure.ts";
import { parseJson, parseWireError } from "../../lib/wire-error.ts";
import type { Verification } from "../verification.ts";
import { toCallResult } from "./call-notification.ts";
import { readCallResource } from "./call-resource.ts";
import { isAnswered, takeStored, type CallRecord } from "./call-record.ts";

/** Reads what the host has stored of the call, until it is answered or over, or the ringing has to stop. */
export async function watchUntilAnswered(verification: Verification, record: CallRecord): Promise<void> {
  await watchCall(verification, record, verification.budgets.ringSeconds, () => isAnswered(record) || record.end !== undefined);
}

/**
 * Reads on after the hang-up until the end was reported, or its budget is spent; late notifications have until the end of
 * theirs, counted from the create. Then asks Graph itself: a call that it no longer knows has ended.
 */
export async function watchUntilEnded(
  verification: Verification,
  accessToken: string,
  record: CallRecord,
  placedAtSeconds: number,
): Promise<void> {
  const { budgets, clock, clients, signal } = verification;
  const untilFirst = Math.max(0, budgets.callbackSeconds - (clock.elapsedSeconds() - placedAtSeconds));
  if (record.storedCount === 0) {
    await watchCall(verification, record, untilFirst, () => record.storedCount > 0);
  }
  if (record.storedCount > 0) await watchCall(verification, record, budgets.endSeconds, () => record.end === "notified");
  if (record.end !== undefined || record.callId === undefined) return;
  try {
    const answer = await clients.sendAsApp(accessToken, { method: "GET", path: `/communications/calls/${record.callId}`, signal });
    if (parseWireError(answer.text, answer.headers).code === "8522") record.end = "gone";
    const { call } = readCallResource(parseJson(answer.text));
    if (typeof call.state !== "string") return;
    record.polledStates.push(call.state);
    if (call.state !== "terminated") return;
    record.end = "gone";
    record.result ??= toCallResult(call.resultInfo);
  } catch (error) {
    if (!(error instanceof TransportFailure)) throw error;
  }
}

/** Reads what the host has stored of the call, and shows what is new, until it is enough or the budget is spent. */
export async function watchCall(
  verification: Verification,
  record: CallRecord,
  budgetSeconds: number,
  isEnough: () => boolean | Promise<boolean>,
): Promise<void> {
  const shown = new Set(record.seen.map((one) => one.state));
  const { clients, clock, budgets, signal, progress, outputs, cloud } = verification;
  const trusted = { tenantId: outputs.tenantId, issuers: cloud.tokenAuthorities.map((authority) => authority.issuer) };
  await pollWithin({
    clock,
    signal,
    everySeconds: budgets.notificationPollSeconds,
    budgetSeconds,
    attempt: async () => {
      try {
        takeStored(record, await readStored(), trusted);
        record.readFailure = undefined;
      } catch (error) {
        signal.throwIfAborted();
        // The phone is ringing: a read that fails is tried again, and judged when the call is over.
        record.readFailure = error instanceof RestError ? `HTTP ${error.statusCode ?? "?"} ${error.code ?? ""}`.trim() : toName(error);
      }
      for (const { state } of record.seen) {
        if (!shown.has(state)) progress.step("call", state);
        shown.add(state);
      }
      return isEnough();
    },
    isEnough: (enough) => enough,
  });

  async function readStored(): Promise<readonly StoredNotification[]> {
    const callId = record.callId ?? "";
    const ofCall = await clients.notifications.ofCall(callId, signal);
    if (record.drill?.wanted.kind !== "cancel-media") return ofCall;
    // The docs' own notifications of media operations name the call in capitals and without dashes: other rows to the table.
    return [...ofCall, ...(await clients.notifications.ofCall(callId.replaceAll("-", "").toUpperCase(), signal))];
  }
}

function toName(error: unknown): string {
  return error instanceof Error ? error.name : "unknown error";
}
