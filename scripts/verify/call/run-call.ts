import { randomUUID } from "node:crypto";
import { createGraceSignal } from "../../lib/grace-signal.ts";
import { toLastFour } from "../../lib/redact.ts";
import type { Verification } from "../verification.ts";
import { runDrill } from "../drill/run-drill.ts";
import { askHostAgain } from "./ask-host-again.ts";
import { createCallRecord, type CallRecord } from "./call-record.ts";
import { findLostCall } from "./find-lost-call.ts";
import { hangUp } from "./hang-up.ts";
import { placeCall } from "./place-call.ts";
import { watchUntilAnswered, watchUntilEnded } from "./watch-call.ts";

/** How long each part of winding up may go on after an interruption, in wall milliseconds from it; in all less than 5 s. */
const answerGraceMs = 1200;
const lookGraceMs = 1600;
/** A rehearsal's front ends a verify that is not done 2.5 s after the signal, because its cloud has to end in the 5 s as well. */
const hangUpGraceMs = { rehearsal: 2300, real: 4000 };

/**
 * The one call of a run, from the create to its end. Whatever happens in between, also an interruption or a bug, the call
 * is hung up before this returns or throws. The record tells everything; nothing is judged here.
 */
export async function runCall(verification: Verification, accessToken: string): Promise<CallRecord> {
  const { progress, clock, outputs, calleeObjectId, signal, cloud, drill } = verification;
  const record = createCallRecord(randomUUID(), randomUUID(), new Date());
  const answerGrace = createGraceSignal(signal, answerGraceMs);
  const lookGrace = createGraceSignal(signal, lookGraceMs);
  const hangUpGrace = createGraceSignal(signal, cloud.rehearsal === undefined ? hangUpGraceMs.real : hangUpGraceMs.rehearsal);
  progress.step("call", `calling ${toLastFour(calleeObjectId)} as ${outputs.app.displayName}`);
  const placedAtSeconds = clock.elapsedSeconds();
  try {
    await placeCall(verification, accessToken, record, answerGrace.signal);
    if (record.create?.kind === "unanswered") await findLostCall(verification, accessToken, record, lookGrace.signal);
    if (record.create?.kind === "placed") {
      await watchUntilAnswered(verification, record);
      if (drill !== undefined) await runDrill(verification, accessToken, record, drill);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await hangUp(verification, accessToken, record, hangUpGrace.signal);
    for (const grace of [answerGrace, lookGrace, hangUpGrace]) grace.dispose();
  }
  await watchEnd(verification, accessToken, record, placedAtSeconds);
  return record;
}

/** After an interruption nobody waits for the end. */
async function watchEnd(verification: Verification, accessToken: string, record: CallRecord, placedAtSeconds: number): Promise<void> {
  if (record.callId === undefined || verification.signal.aborted) return;
  try {
    await watchUntilEnded(verification, accessToken, record, placedAtSeconds);
    if (record.storedCount === 0 && record.readFailure === undefined) record.hostReasons = await askHostAgain(verification);
  } catch (error) {
    if (!verification.signal.aborted) throw error;
  }
}
