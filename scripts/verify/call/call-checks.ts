import type { ChainLink } from "../../../infra/contract/exit-code.ts";
import { decode } from "../decoder/decode.ts";
import { fillIn, toFillInValues } from "../decoder/fill-in.ts";
import { failed, passed, skipped, unknown, warned, type Judgement } from "../judgement.ts";
import type { Verification } from "../verification.ts";
import { toLifeOrder } from "./call-notification.ts";
import { judgeDrill } from "../drill/judge-drill.ts";
import { judgeCreated } from "./judge-created.ts";
import { isAnswered, toStates, type CallRecord } from "./call-record.ts";
import { toResultMeaning } from "./result-meaning.ts";

/** One judgement on the call, as data. Pure: everything is in the record. */
export interface CallCheck {
  readonly checkId: `${ChainLink}.${string}`;
  readonly link: ChainLink;
  readonly judge: (record: CallRecord, verification: Verification) => Judgement;
}

/** Links 6 and 7, after the call is over. The drill, where one was asked for, comes after what proves the call. */
export function toCallChecks({ drill }: Pick<Verification, "drill">): readonly CallCheck[] {
  return [
    { checkId: "call.created", link: "call", judge: judgeCreated },
    { checkId: "call.answered", link: "call", judge: judgeAnswered },
    { checkId: "call.hung-up", link: "call", judge: judgeHungUp },
    { checkId: "call.ended", link: "call", judge: judgeEnded },
    ...(drill === undefined ? [] : [{ checkId: "call.drill", link: "call", judge: judgeDrill } as const]),
    { checkId: "callbacks.received", link: "callbacks", judge: judgeReceived },
  ];
}

function isPlaced(record: CallRecord): boolean {
  return record.create?.kind === "placed";
}

function judgeAnswered(record: CallRecord, verification: Verification): Judgement {
  if (!isPlaced(record)) return skipped("needs call.created");
  if (record.storedCount === 0) return skipped("needs callbacks.received: nobody told whether it was answered");
  const saw = `states: ${toStates(record).join(", ")}`;
  if (isAnswered(record)) return passed("the callee answered", { saw, expected: "established" });
  const row = record.result === undefined ? undefined : decode(toSubject(record.result));
  const values = toFillInValues(verification.outputs, verification.cloud, verification.calleeObjectId);
  const parts = {
    saw: record.result === undefined ? saw : `${saw}; ${toResultMeaning(record.result)} (${record.result.code}/${record.result.subcode})`,
    expected: "established",
    fix: row === undefined || row.owner.startsWith("nobody") ? "ask the callee to answer, then run verify again" : fillIn(row.fix, values),
  };
  const asks = verification.drill === undefined ? "--require-answer" : "--drill";
  return verification.isAnswerRequired || verification.drill !== undefined
    ? failed("DT_CALL_NOT_ANSWERED", `the call was placed and not answered, and ${asks} asks for an answer`, parts)
    : warned("DT_CALL_NOT_ANSWERED", "the call was placed and not answered; that unproves nothing", parts);
}

function judgeHungUp({ callId, hangUp }: CallRecord): Judgement {
  if (callId === undefined) return skipped("needs a call");
  const expected = "204, or 404 8522 where the call has ended already";
  if (hangUp?.isDone === true) return passed("the call was hung up", { saw: hangUp.saw, expected });
  return failed("DT_CALL_NOT_HUNG_UP", "the call could not be hung up: it may still be up", {
    saw: hangUp?.saw ?? "not tried",
    expected,
    fix: `hang up by hand: DELETE /v1.0/communications/calls/${callId}; an unanswered call stops ringing within two minutes`,
  });
}

function judgeEnded(record: CallRecord): Judgement {
  if (record.callId === undefined) return skipped("needs a call");
  const saw = `states: ${toStates(record).join(", ") || "none"}`;
  const expected = "terminated, or a call that Graph no longer knows";
  if (record.end === "notified") {
    const meaning = record.result === undefined ? "" : `; ${toResultMeaning(record.result)}`;
    return passed("the call ended, and a notification says so", { saw: `${saw}${meaning}`, expected });
  }
  if (record.end === "gone") return passed("the call ended: Graph no longer knows it", { saw, expected });
  return failed("DT_CALL_NO_TERMINAL_STATE", "nothing shows that the call ended", {
    saw,
    expected,
    fix: "run verify again; if it stays, quote the call id and the request id to Microsoft",
  });
}

function judgeReceived(record: CallRecord, { outputs, budgets }: Verification): Judgement {
  if (record.callId === undefined) return skipped("needs call.created");
  const expected = "a signed notification of this very call in the table, of our tenant and a known issuer";
  if (record.storedCount > 0) {
    const seen = record.seen.map((one) => one.state);
    const order = seen.join(", ");
    // The same state twice is ordinary: `established` comes again when media is active.
    const changes = seen.filter((state, index) => state !== seen[index - 1]);
    const isInOrder = changes.join() === toLifeOrder(seen).join();
    return passed(`${record.storedCount} signed notification(s) of this call reached the table${isInOrder ? "" : ", out of order"}`, {
      saw: order === "" ? `${record.storedCount} without a state` : order,
      expected,
    });
  }
  if (!isPlaced(record)) return skipped("needs call.created");
  if (record.readFailure !== undefined) {
    return unknown("DT_CALLBACKS_UNREADABLE", "the notifications table could not be read while the call was up", {
      saw: record.readFailure,
      expected,
      fix: "run verify again",
    });
  }
  if (record.distrusted.length > 0) {
    return failed("DT_CALLBACKS_UNTRUSTED", "there are notifications of this call, and none of them can be trusted", {
      saw: record.distrusted.join("; "),
      expected,
      fix: "look at the host's image and at who may write the table: only its identity should",
    });
  }
  if (record.hostReasons.length > 0) {
    return failed("DT_CALLBACKS_NOT_STORED", "the call was placed, and the host could not keep its notifications", {
      saw: `nothing within ${budgets.callbackSeconds} s; the host, ready before the call, now says: ${record.hostReasons.join("; ")}`,
      expected,
      fix: `pulumi up --stack ${outputs.stack} --refresh gives the host's identity its role on the table back; a new role assignment can take some minutes`,
    });
  }
  return failed("DT_CALLBACKS_SILENT", "the call was placed, and no notification of it arrived", {
    saw: `nothing within ${budgets.callbackSeconds} s, though the host answered on ${outputs.host.fqdn} before the call`,
    expected,
    fix: `check that Microsoft reaches ${outputs.host.callbackUrl} (public DNS, full certificate chain, no firewall or sign-in in front) and what the host logs: az containerapp logs show --name callback --resource-group ${outputs.resourceGroupName}`,
  });
}

function toSubject(result: NonNullable<CallRecord["result"]>): Parameters<typeof decode>[0] {
  return { surface: "call-end", codes: [String(result.code)], subcode: result.subcode };
}
