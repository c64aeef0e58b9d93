import { toPlainCallId, type StoredNotification } from "../../lib/notification-reader.ts";
import type { DrillRecord } from "../drill/drill-record.ts";
import { parseOperationChanges, type SeenOperation } from "../drill/operation-notification.ts";
import { parseCallChanges, toLifeOrder, type CallResult } from "./call-notification.ts";

/** What became of the create: placed, refused for sure, or unknown. */
export type CreateOutcome =
  | { readonly kind: "placed" }
  | { readonly kind: "refused"; readonly status: number; readonly code: string; readonly message: string; readonly date: string }
  /** It was sent and there is no answer that says what came of it. */
  | { readonly kind: "unanswered"; readonly saw: string; readonly status: number | undefined; readonly code: string }
  /** Nothing of it can have arrived. */
  | { readonly kind: "not-sent"; readonly saw: string };

/** One state that a notification reported. */
interface SeenState {
  /** When the host accepted it, wall time. */
  readonly at: string;
  readonly state: string;
  /** What the notification gave as the reason of the state: of an end, or of a transfer that came back. */
  readonly result: CallResult | undefined;
}

/** The one call of a run: everything that is known about it, filled in as it goes. */
export interface CallRecord {
  readonly clientRequestId: string;
  readonly scenarioId: string;
  readonly startedAt: Date;
  create: CreateOutcome | undefined;
  requestId: string | undefined;
  callId: string | undefined;
  callChainId: string | undefined;
  /** State in the answer to the create, and in answers to later questions. */
  readonly polledStates: string[];
  seen: readonly SeenState[];
  /** True once a notification said that audio flows. */
  isAudioActive: boolean;
  /** Media operations of this call that were told to have ended. */
  operations: readonly SeenOperation[];
  /** The drill that was made of it; undefined where none was asked for, or it did not come to it. */
  drill: DrillRecord | undefined;
  /** Stored notifications of this call: all, and those that cannot count because row or token are not what they should be. */
  storedCount: number;
  readonly distrusted: string[];
  result: CallResult | undefined;
  hangUp: { readonly isDone: boolean; readonly saw: string } | undefined;
  /** How the end was seen: a notification, or the calling service no longer knowing the call. */
  end: "notified" | "gone" | undefined;
  /** What the host said is missing, after a call that no notification arrived of. */
  hostReasons: readonly string[];
  /** Why the table could not be read while the call was up. */
  readFailure: string | undefined;
}

export function createCallRecord(clientRequestId: string, scenarioId: string, startedAt: Date): CallRecord {
  return {
    clientRequestId,
    scenarioId,
    startedAt,
    create: undefined,
    requestId: undefined,
    callId: undefined,
    callChainId: undefined,
    polledStates: [],
    seen: [],
    isAudioActive: false,
    operations: [],
    drill: undefined,
    storedCount: 0,
    distrusted: [],
    result: undefined,
    hangUp: undefined,
    end: undefined,
    hostReasons: [],
    readFailure: undefined,
  };
}

/** Takes what the table holds of this call into the record. Rows that cannot be trusted are counted apart, with the reason. */
export function takeStored(
  record: CallRecord,
  stored: readonly StoredNotification[],
  trusted: { readonly tenantId: string; readonly issuers: readonly string[] },
): void {
  const seen: SeenState[] = [];
  const operations: SeenOperation[] = [];
  const distrusted = new Set<string>();
  let count = 0;
  for (const notification of stored) {
    const reason = toDistrust(notification, trusted);
    if (reason !== undefined) {
      distrusted.add(reason);
      continue;
    }
    count += 1;
    for (const change of parseCallChanges(notification.body)) {
      if (!isSameCall(change.callId, record.callId)) continue;
      if (change.state !== "") seen.push({ at: notification.row.receivedAt, state: change.state, result: change.result });
      if (change.isAudioActive) record.isAudioActive = true;
      if (change.callChainId !== "") record.callChainId ??= change.callChainId;
      if (change.state === "terminated") {
        record.end = "notified";
        record.result = change.result ?? record.result;
      }
    }
    for (const operation of parseOperationChanges(notification.body)) {
      if (isSameCall(operation.callId, record.callId)) operations.push({ at: notification.row.receivedAt, ...operation });
    }
  }
  record.seen = seen;
  record.operations = operations;
  record.storedCount = count;
  record.distrusted.splice(0, record.distrusted.length, ...distrusted);
}

const answeredStates: ReadonlySet<string> = new Set(["established", "hold", "transferring", "transferAccepted"]);

/** True once the callee took the call: any state that only an answered call has. */
export function isAnswered(record: CallRecord): boolean {
  return toStates(record).some((state) => answeredStates.has(state));
}

/** Distinct states from every source, in the order of a call's life. */
export function toStates(record: CallRecord): readonly string[] {
  return toLifeOrder([...record.polledStates, ...record.seen.map((one) => one.state)]);
}

/** The host stores only what carries a good token; this asks again for what the row itself shows. */
function toDistrust(
  { row, isWhole }: StoredNotification,
  trusted: { readonly tenantId: string; readonly issuers: readonly string[] },
): string | undefined {
  if (!isWhole) return "a row whose body does not give its key";
  if (row.tenantId !== trusted.tenantId) return "a row of another tenant's token";
  if (!trusted.issuers.includes(row.issuer)) return "a row of another issuer's token";
  return undefined;
}

function isSameCall(left: string, right: string | undefined): boolean {
  return right !== undefined && toPlainCallId(left) === toPlainCallId(right);
}
