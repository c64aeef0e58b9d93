import { parseJson, toObject } from "../../lib/wire-error.ts";
import { toCallResult, type CallResult } from "../call/call-notification.ts";

/** A media operation as a notification tells it: always one that has ended. */
export interface OperationChange {
  readonly callId: string;
  /** Without `#microsoft.graph.`, for example `playPromptOperation`; empty where it is not said. */
  readonly type: string;
  /** What the one who asked for it named it. */
  readonly clientContext: string;
  /** In lower case, as the docs write it; the schema has capitals. */
  readonly status: string;
  readonly completionReason: string;
  readonly result: CallResult | undefined;
}

/** One that was stored, with the time. */
export interface SeenOperation extends OperationChange {
  /** When the host accepted it, wall time. */
  readonly at: string;
}

/**
 * The media operations in a notification body: what is below `…/operations/`, whatever the case of the call's id there
 * (the docs show capitals without dashes). Never throws; what it cannot read is not there.
 * Source: docs call-playprompt.md, call-cancelmediaprocessing.md; microsoft-graph-comms-samples issue 58, read 2026-11-25.
 */
export function parseOperationChanges(body: Uint8Array): readonly OperationChange[] {
  const list = toObject(parseJson(new TextDecoder().decode(body)))["value"];
  return Array.isArray(list) ? list.map((item) => toOperationChange(toObject(item))).filter((change) => change !== undefined) : [];
}

function toOperationChange(item: Readonly<Record<string, unknown>>): OperationChange | undefined {
  const path = [item["resourceUrl"], item["resource"]].find((value) => typeof value === "string" && value !== "");
  const callId = typeof path === "string" ? /\/calls\/([^/?]+)\/operations\/[^/?]+/i.exec(path)?.[1] : undefined;
  if (callId === undefined) return undefined;
  const operation = toObject(item["resourceData"]);
  const text = (name: string): string => (typeof operation[name] === "string" ? operation[name] : "");
  return {
    callId,
    type: text("@odata.type").replace("#microsoft.graph.", ""),
    clientContext: text("clientContext"),
    status: text("status").toLowerCase(),
    completionReason: text("completionReason"),
    result: toCallResult(operation["resultInfo"]),
  };
}

/** The result of a cancelled operation. Source: docs call-playprompt.md ("Notification - operation canceled"), read 2026-11-25. */
const cancelledSubcode = 8508;

/**
 * How an operation ended. Its status alone does not tell: a prompt that could not be fetched was seen as `completed` with
 * the reason `unknown` (microsoft-graph-comms-samples issue 58, read 2026-11-25).
 */
export function toOperationEnd({ status, completionReason, result }: OperationChange): "played" | "cancelled" | "failed" {
  if (result?.subcode === cancelledSubcode || /cancel/i.test(completionReason)) return "cancelled";
  const isGoodResult = result === undefined || (result.code >= 200 && result.code < 300);
  return status === "completed" && isGoodResult && completionReason !== "unknown" ? "played" : "failed";
}
