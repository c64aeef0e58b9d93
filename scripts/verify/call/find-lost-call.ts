import { toInterruption } from "../../lib/interruption.ts";
import { pollWithin } from "../../lib/poll-within.ts";
import { parseJson, toObject } from "../../lib/wire-error.ts";
import type { Verification } from "../verification.ts";
import { parseCallChanges } from "./call-notification.ts";
import { readCallResource } from "./call-resource.ts";
import type { CallRecord } from "./call-record.ts";

/**
 * Looks for the call behind a create whose answer is unknown: a notification, since the create, of a call that is ours.
 * Ours means: its chain is the scenario that we named in the create, or Graph says that it goes out to our callee.
 * Another program's call on the same host is left alone. Sets the record's call id, so that it can be hung up.
 * @param signal outlives an interruption a little
 */
export async function findLostCall(
  verification: Verification,
  accessToken: string,
  record: CallRecord,
  signal: AbortSignal,
): Promise<void> {
  const { clients, clock, budgets, progress } = verification;
  const isHurried = toInterruption(verification.signal) !== undefined;
  const judged = new Set<string>();
  try {
    await pollWithin({
      clock,
      signal,
      everySeconds: budgets.notificationPollSeconds,
      budgetSeconds: isHurried ? 0 : budgets.lostCallSeconds,
      attempt: async () => {
        for (const { body } of await clients.notifications.since(record.startedAt, signal)) {
          for (const change of parseCallChanges(body)) {
            if (change.callChainId === record.scenarioId) record.callId = change.callId;
            else if (!judged.has(change.callId) && (await isToOurCallee(change.callId))) record.callId = change.callId;
            judged.add(change.callId);
            if (record.callId !== undefined) return;
          }
        }
      },
      isEnough: () => record.callId !== undefined,
      onWait: (elapsed, budget) =>
        progress.step("call", `Graph did not say what became of the create; looking for the call: ${Math.round(elapsed)} s of ${budget} s`),
    });
  } catch (error) {
    // An interruption of the look is no failure; anything else the caller judges.
    if (!signal.aborted) record.readFailure = error instanceof Error ? error.name : "unknown error";
  }

  async function isToOurCallee(callId: string): Promise<boolean> {
    const answer = await clients.sendAsApp(accessToken, { method: "GET", path: `/communications/calls/${callId}`, signal });
    const { call } = readCallResource(parseJson(answer.text));
    return (call.targets ?? []).some(
      (target) => toObject(toObject(toObject(target)["identity"])["user"])["id"] === verification.calleeObjectId,
    );
  }
}
