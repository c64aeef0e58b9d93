import { randomUUID } from "node:crypto";
import { drillPromptPath } from "../../../infra/contract/host-environment.ts";
import type { CallRecord } from "../call/call-record.ts";
import { watchCall } from "../call/watch-call.ts";
import type { Verification } from "../verification.ts";
import { askOfCall } from "./ask-of-call.ts";
import type { DrillRecord } from "./drill-record.ts";
import { toOperationEnd } from "./operation-notification.ts";

/** How often the one-second prompt is queued: the most that one request takes. Source: docs call-playprompt.md, read 2026-11-25. */
const promptCount = 20;
/** Cloud seconds that the callee hears it before it is cancelled. */
const hearSeconds = 2;
/** Cloud seconds for audio to flow after the call is up; without a word of it the prompt is tried all the same. */
const audioSeconds = 10;

/**
 * Plays the shipped prompt into the call, cancels it with a client context of its own, and watches how the operation is
 * told to have ended. Nothing is hung up here.
 * Source: https://learn.microsoft.com/graph/api/call-playprompt and call-cancelmediaprocessing, read 2026-11-25.
 */
export async function runCancelMedia(
  verification: Verification,
  accessToken: string,
  record: CallRecord,
  drill: DrillRecord,
): Promise<void> {
  const { progress, budgets, clock, signal, outputs } = verification;
  // Microsoft's own sample plays only when media is active (graph-calling facts 3.4: ReminderBot).
  await watchCall(verification, record, audioSeconds, () => record.isAudioActive || record.end !== undefined);
  const promptContext = `dialtone-prompt-${randomUUID()}`;
  const cancelContext = `dialtone-cancel-${randomUUID()}`;
  const takeOperations = (): void => {
    drill.operations = record.operations.filter(({ clientContext }) => clientContext === promptContext || clientContext === cancelContext);
  };
  progress.step("drill", "playing the prompt");
  const uri = `https://${outputs.host.fqdn}${drillPromptPath}`;
  const playing = await askOfCall(verification, accessToken, record, drill, "playPrompt", createPlayBody(uri, promptContext));
  if (playing === undefined) return;
  await clock.sleep(hearSeconds, signal);
  progress.step("drill", "cancelling it");
  const cancelled = await askOfCall(verification, accessToken, record, drill, "cancelMediaProcessing", { clientContext: cancelContext });
  if (cancelled === undefined) return;
  drill.end = "silent";
  await watchCall(verification, record, budgets.drillSeconds, () => {
    takeOperations();
    const prompt = drill.operations.find(({ clientContext }) => clientContext === promptContext);
    if (prompt !== undefined) drill.end = toDrillEnd[toOperationEnd(prompt)];
    else if (record.end !== undefined) drill.end = "call-ended";
    return drill.end !== "silent";
  });
}

const toDrillEnd = { played: "played-out", cancelled: "cancelled", failed: "not-played" } as const;

function createPlayBody(uri: string, clientContext: string): object {
  const mediaInfo = { "@odata.type": "#microsoft.graph.mediaInfo", uri, resourceId: randomUUID() };
  return {
    clientContext,
    prompts: Array.from({ length: promptCount }, () => ({ "@odata.type": "#microsoft.graph.mediaPrompt", mediaInfo })),
  };
}
