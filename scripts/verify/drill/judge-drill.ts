import type { CallRecord } from "../call/call-record.ts";
import { isAnswered, toStates } from "../call/call-record.ts";
import { decode } from "../decoder/decode.ts";
import { fillIn, toFillInValues } from "../decoder/fill-in.ts";
import { failed, passed, skipped, unknown, type Judgement } from "../judgement.ts";
import { formatQuote } from "../quote.ts";
import type { Verification } from "../verification.ts";
import { toLastFour } from "../../lib/redact.ts";
import type { DrillRecord } from "./drill-record.ts";

const again = "run verify again with the same --drill";

/** Judges the drill, when the call is over. A drill that did not come out is exit 15 or 3, though the chain is proved. */
export function judgeDrill(record: CallRecord, verification: Verification): Judgement {
  const { drill } = record;
  if (verification.signal.aborted) return skipped("interrupted");
  if (drill === undefined) return skipped("needs call.created");
  if (drill.end === "not-made") return judgeNotMade(record);
  if (drill.end === "refused" && drill.refusal !== undefined) return judgeRefused(record, drill, drill.refusal, verification);
  const saw = toSaw(record, drill);
  const expected = toExpected(drill);
  const { transferTo, budget } = { transferTo: toTransferee(drill), budget: verification.budgets.drillSeconds };
  switch (drill.end) {
    case "transferred":
      return passed(`the call was transferred to ${transferTo}, who answered, and it left us`, { saw, expected });
    case "cancelled":
      return passed("the prompt played, was cancelled, and ended as cancelled", { saw, expected });
    case "returned":
      return failed("DT_CALL_TRANSFER_RETURNED", `the transfer was accepted, and the call came back: ${transferTo} did not take it`, {
        saw,
        expected,
        fix: `ask ${transferTo} to be signed in to Teams, free and ready to answer, then ${again}`,
      });
    case "not-played":
      return failed("DT_CALL_PROMPT_FAILED", "the prompt was accepted, and Microsoft could not play it", {
        saw,
        expected,
        fix: `check that ${verification.outputs.host.fqdn} is reached from the internet without a sign-in in front (its prompt is open to anybody), then ${again}`,
      });
    case "silent":
      return failed("DT_CALL_DRILL_SILENT", `the drill was accepted, and nothing that decides it was notified within ${budget} s`, {
        saw,
        expected,
        fix: `${again} and --wait-drill 120s; if it stays, look at the host's log for refused notifications, and quote the call's ids to Microsoft`,
      });
    case "played-out":
      return unknown("DT_UNCERTAIN_DRILL", "the prompt had ended before the cancel took effect: nothing was cancelled", {
        saw,
        expected,
        fix: again,
      });
    case "call-ended":
      return unknown("DT_UNCERTAIN_DRILL", "the call ended while the drill was under way", {
        saw,
        expected,
        fix: `ask the callee to stay in the call, then ${again}`,
      });
    case "refused":
    case "unanswered":
      return unknown("DT_UNCERTAIN_DRILL", "Graph did not say what became of the drill; it was not asked again", {
        saw,
        expected,
        fix: again,
      });
  }
}

/** Nothing was asked. Where the call turns out to have been answered, that is no success of the drill. */
function judgeNotMade(record: CallRecord): Judgement {
  if (!isAnswered(record)) return skipped("needs call.answered: a drill needs a call that is up");
  return unknown("DT_UNCERTAIN_DRILL", "nothing was asked of the call: it was over, or its answer was notified too late", {
    saw: `states: ${toStates(record).join(", ")}`,
    expected: "established, while the call is up and the ringing goes on",
    fix: `${again} and --wait-ring 60s, and ask the callee to stay in the call`,
  });
}

function judgeRefused(
  record: CallRecord,
  drill: DrillRecord,
  refusal: NonNullable<DrillRecord["refusal"]>,
  { outputs, cloud, calleeObjectId }: Verification,
): Judgement {
  const { action, status, code, message, requestId, date } = refusal;
  const row = decode({ surface: "call-action", status, codes: [code], message });
  const quote = formatQuote({ requestId, callChainId: record.callChainId, date });
  const parts = {
    saw: `HTTP ${status} ${code} to ${action}${quote === "" ? "" : ` (${quote})`}`,
    expected: toExpected(drill),
    fix: row === undefined ? "quote the ids above to Microsoft" : fillIn(row.fix, toFillInValues(outputs, cloud, calleeObjectId)),
  };
  const told = `Graph refused ${action}${row === undefined ? " for a reason that is not known here" : `: ${row.cause}`}`;
  const errorCode = row?.errorCode ?? "DT_CALL_DRILL_REFUSED";
  return errorCode.startsWith("DT_UNCERTAIN_") ? unknown(errorCode, told, parts) : failed(errorCode, told, parts);
}

function toSaw(record: CallRecord, drill: DrillRecord): string {
  const requests = drill.requests.map(({ action, answer }) => `${action} ${answer}`);
  const operations = drill.operations.map(
    ({ type, status, completionReason, result }) =>
      `${type} ${[status, completionReason, result === undefined ? "" : `${result.code}/${result.subcode}`].filter((part) => part !== "").join(" ")}`,
  );
  const states = drill.wanted.kind === "transfer" ? [`states: ${toDrillStates(record, drill).join(", ") || "none"}`] : [];
  const ended =
    record.end === undefined || record.result === undefined ? [] : [`the call ended ${record.result.code}/${record.result.subcode}`];
  return [...requests, ...operations, ...states, ...(drill.wanted.kind === "transfer" || drill.end === "call-ended" ? ended : [])].join(
    "; ",
  );
}

/** States that were notified while the drill was under way, in the order of their arrival. */
function toDrillStates(record: CallRecord, { statesBefore, finishedAt }: DrillRecord): readonly string[] {
  const seen = record.seen.slice(statesBefore).filter(({ at }) => Date.parse(at) <= finishedAt.getTime());
  return seen.length === 0 ? toStates(record).filter((state) => state.startsWith("transfer")) : seen.map(({ state }) => state);
}

function toExpected({ wanted }: DrillRecord): string {
  return wanted.kind === "transfer"
    ? "202, then transferring, transferAccepted, and the end 200/7015"
    : "200 to both, and a notification that the prompt ended as cancelled (400/8508)";
}

function toTransferee({ wanted }: DrillRecord): string {
  return wanted.kind === "transfer" ? toLastFour(wanted.transferToObjectId) : "";
}
