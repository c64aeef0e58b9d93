import type { ResultInfo } from "./call-record.ts";

/** A `commsOperation` of a call. `status` in lower case, as in the docs' examples. */
export interface MediaOperation {
  readonly operationId: string;
  /** Without `#microsoft.graph.`. */
  readonly type: "playPromptOperation" | "cancelMediaProcessingOperation" | "muteParticipantOperation" | "unmuteParticipantOperation";
  readonly clientContext: string | null;
  status: "running" | "completed" | "failed";
  resultInfo: ResultInfo | undefined;
  completionReason: string | undefined;
  /** Stops what would complete it later. */
  cancel: (() => void) | undefined;
}

/** Results of media operations. Source: docs call-playprompt.md and call-cancelmediaprocessing.md, read 2026-11-25. */
export const operationResults = {
  completed: { code: 200, subcode: 0, message: "Action completed successfully." },
  cancelled: { code: 400, subcode: 8508, message: "Action failed, the operation was cancelled." },
  /** ASSUMED: that it is no 200; a public report shows `completed` and `unknown` for it, and no more (microsoft-graph-comms-samples issue 58, read 2026-11-25). */
  unplayable: { code: 400, subcode: 0, message: "Action failed." },
} as const satisfies Record<string, ResultInfo>;

/**
 * How an operation that has ended is told. Source: docs call-playprompt.md (`operationCanceled`), read 2026-11-25;
 * `unknown` with a status of `completed`: microsoft-graph-comms-samples issue 58, read 2026-11-25.
 */
export const operationEnds = {
  completed: { status: "completed", completionReason: undefined },
  cancelled: { status: "failed", completionReason: "operationCanceled" },
  unplayable: { status: "completed", completionReason: "unknown" },
} as const satisfies Record<keyof typeof operationResults, Pick<MediaOperation, "status" | "completionReason">>;

/** The operation as actions answer it. Source: docs call-playprompt.md, call-cancelmediaprocessing.md, call-mute.md, read 2026-11-25. */
export function toOperationResource(operation: MediaOperation, odataContext: string): Record<string, unknown> {
  return {
    "@odata.context": odataContext,
    "@odata.type": `#microsoft.graph.${operation.type}`,
    id: operation.operationId,
    status: operation.status,
    clientContext: operation.clientContext,
    resultInfo: operation.resultInfo === undefined ? null : { "@odata.type": "#microsoft.graph.resultInfo", ...operation.resultInfo },
  };
}

/** `resourceData` of the notification that an operation has ended. Source: as above; etag is an example. */
export function toOperationData(operation: MediaOperation, path: string): Record<string, unknown> {
  return {
    "@odata.type": `#microsoft.graph.${operation.type}`,
    "@odata.id": path,
    "@odata.etag": 'W/"54451"',
    ...(operation.completionReason === undefined ? {} : { completionReason: operation.completionReason }),
    resultInfo: { "@odata.type": "#microsoft.graph.resultInfo", ...operation.resultInfo },
    clientContext: operation.clientContext,
    status: operation.status,
  };
}
