import { decode } from "../decoder/decode.ts";
import { fillIn, toFillInValues } from "../decoder/fill-in.ts";
import { failed, passed, unknown, type Judgement } from "../judgement.ts";
import { formatQuote } from "../quote.ts";
import type { Verification } from "../verification.ts";
import type { CallRecord, CreateOutcome } from "./call-record.ts";

const expected = "201 Created";

/** Judges the one create: placed, refused for a known or unknown reason, or uncertain. */
export function judgeCreated(record: CallRecord, verification: Verification): Judgement {
  const create = record.create;
  if (create === undefined) {
    return unknown("DT_INTERRUPTED", "interrupted before the call was placed", { saw: "no create", expected, fix: "run verify again" });
  }
  if (create.kind === "refused") return judgeRefused(create, record, verification);
  if (create.kind === "unanswered") return judgeUnanswered(create, record, verification);
  if (create.kind === "not-sent") {
    return unknown("DT_UNCERTAIN_NETWORK", "Graph could not be reached: no call was placed", {
      saw: create.saw,
      expected,
      fix: "check network, proxy and firewall, then run verify again",
    });
  }
  return passed("Graph placed the call", {
    saw: `201, call ${record.callId ?? ""}, request id ${record.requestId ?? "not given"}`,
    expected,
  });
}

function judgeRefused(create: Extract<CreateOutcome, { kind: "refused" }>, record: CallRecord, verification: Verification): Judgement {
  const { outputs, cloud, calleeObjectId, findings } = verification;
  const row = decode({ surface: "calls", status: create.status, codes: [create.code], message: create.message });
  const saw = `HTTP ${create.status} ${create.code} (${toQuote(record, create.date)})`;
  if (row === undefined || row.errorCode === null) {
    return failed("DT_CALL_REFUSED", "Graph refused the call for a reason that is not known here", {
      saw,
      expected,
      fix: "quote the ids above to Microsoft",
    });
  }
  const parts = { saw, expected, fix: fillIn(row.fix, toFillInValues(outputs, cloud, calleeObjectId)) };
  // The role is in the token: what the calling service then says of permissions is not about consent.
  const isConsentDoubted = row.errorCode === "DT_CONSENT_MISSING" && findings.isGranted === true;
  const code = isConsentDoubted ? "DT_CALL_REFUSED" : row.errorCode;
  const cause = isConsentDoubted ? "the calling service has not seen the grant yet, though the token carries the role" : row.cause;
  const message = `Graph refused the call: ${cause}`;
  return code.startsWith("DT_UNCERTAIN_") ? unknown(code, message, parts) : failed(code, message, parts);
}

function judgeUnanswered(
  create: Extract<CreateOutcome, { kind: "unanswered" }>,
  record: CallRecord,
  verification: Verification,
): Judgement {
  const row = decode({ surface: "calls", status: create.status ?? 0, codes: [create.code] });
  const saw = `${create.saw} (${toQuote(record, "")})`;
  if (record.callId !== undefined) {
    return unknown("DT_UNCERTAIN_CALL", "Graph did not say that it placed the call; a notification shows that it did", {
      saw,
      expected,
      fix: "run verify again (the call that was found has been hung up)",
    });
  }
  if (row?.row === "calls-body-unmapped" && record.readFailure === undefined) {
    return failed("DT_CALL_REFUSED", `Graph refused the call: ${row.cause}`, {
      saw: `${saw}; no notification of a call of ours`,
      expected,
      fix: fillIn(row.fix, toFillInValues(verification.outputs, verification.cloud, verification.calleeObjectId)),
    });
  }
  return unknown("DT_UNCERTAIN_CALL", "it is not known whether the call was placed; it was not tried again, because it could ring twice", {
    saw:
      record.readFailure === undefined
        ? `${saw}; no notification of a call of ours`
        : `${saw}; the table could not be read (${record.readFailure})`,
    expected,
    fix: "ask the callee whether it rang; then run verify again",
  });
}

function toQuote({ requestId, clientRequestId, callChainId }: CallRecord, date: string): string {
  return formatQuote({ requestId, clientRequestId, callChainId, date });
}
