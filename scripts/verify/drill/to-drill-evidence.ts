import { toLastFour } from "../../lib/redact.ts";
import type { CallRecord } from "../call/call-record.ts";
import { toResultMeaning } from "../call/result-meaning.ts";
import type { DrillEvidence } from "../evidence.ts";
import { toOperationEnd } from "./operation-notification.ts";

const endWords = {
  played: "it played to its end",
  cancelled: "it was cancelled",
  failed: "it could not be played",
} as const;

/** The drill's section of the evidence; null where none was made of this call. Pure. */
export function toDrillEvidence({ drill, seen }: CallRecord): DrillEvidence | null {
  if (drill === undefined) return null;
  const { wanted, startedAt, finishedAt, requests, statesBefore, operations, end } = drill;
  const states = wanted.kind === "transfer" ? seen.slice(statesBefore) : [];
  return {
    kind: wanted.kind,
    end,
    transferTo: wanted.kind === "transfer" ? toLastFour(wanted.transferToObjectId) : null,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
    requests: requests.map(({ at, action, answer }) => ({ at: at.toISOString(), action, answer })),
    states: states.map(({ at, state, result }) => ({
      at: new Date(at).toISOString(),
      state,
      result:
        result === undefined ? null : { ...result, meaning: state === "terminated" ? toResultMeaning(result) : "why the call came back" },
    })),
    operations: operations.map((operation) => ({
      at: new Date(operation.at).toISOString(),
      type: operation.type,
      clientContext: operation.clientContext,
      status: operation.status,
      completionReason: operation.completionReason === "" ? null : operation.completionReason,
      result: operation.result === undefined ? null : { ...operation.result, meaning: endWords[toOperationEnd(operation)] },
    })),
  };
}
