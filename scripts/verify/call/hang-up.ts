import { TransportFailure } from "../../lib/transport-failure.ts";
import { parseWireError } from "../../lib/wire-error.ts";
import type { Verification } from "../verification.ts";
import type { CallRecord } from "./call-record.ts";

/** Attempts in all; hanging up twice harms nobody. */
const attempts = 4;
/** Wall milliseconds for one attempt. */
const attemptTimeoutMs = 8000;
/** Cloud seconds between attempts. */
const pauseSeconds = 2;

/**
 * Hangs the call up. 204 and 404/8522 (it has ended already) both are done. Never throws for
 * what the network does: the record says how it went.
 * @param signal outlives an interruption: this is what it waits for
 */
export async function hangUp(verification: Verification, accessToken: string, record: CallRecord, signal: AbortSignal): Promise<void> {
  if (record.callId === undefined) return;
  verification.progress.step("call", "hanging up");
  record.hangUp = await tryToHangUp(verification, accessToken, record, record.callId, signal);
}

async function tryToHangUp(
  { clients, clock }: Verification,
  accessToken: string,
  record: CallRecord,
  callId: string,
  signal: AbortSignal,
): Promise<NonNullable<CallRecord["hangUp"]>> {
  let saw = "interrupted before Graph answered";
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    try {
      const answer = await clients.sendAsApp(accessToken, {
        method: "DELETE",
        path: `/communications/calls/${callId}`,
        headers: { "Scenario-Id": record.scenarioId },
        timeoutMs: attemptTimeoutMs,
        signal,
      });
      saw = `HTTP ${answer.status} ${parseWireError(answer.text, answer.headers).code}`.trim();
      if (answer.status === 404) record.end ??= "gone";
      if (answer.status === 204 || answer.status === 404) return { isDone: true, saw };
      if (attempt < attempts) await clock.sleep(pauseSeconds, signal);
    } catch (error) {
      if (signal.aborted) break;
      if (!(error instanceof TransportFailure)) throw error;
      saw = error.message;
      if (attempt < attempts) await clock.sleep(pauseSeconds, signal).catch(() => {});
    }
  }
  return { isDone: false, saw };
}
