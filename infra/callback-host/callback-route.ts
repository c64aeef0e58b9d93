import { maxNotificationBytes, notificationChunkBytes, toPartitionKey, toRowKey } from "../contract/notification-row.ts";
import type { Counters } from "./counters.ts";
import type { Exchange } from "./exchange.ts";
import type { Intake } from "./intake.ts";
import type { HostLog } from "./log.ts";
import { parseNotificationBody } from "./notification-body.ts";
import type { CallStates } from "./notification-body.ts";
import { StoreUnavailable } from "./notification-store.ts";
import type { NotificationStore, StoreOutcome, StoredNotification } from "./notification-store.ts";
import { refusals } from "./refusal.ts";
import { readBody } from "./request-body.ts";
import { checkContentHeaders, toAuthorization } from "./request-headers.ts";
import type { Route } from "./server.ts";
import type { TokenVerifier } from "./token-verifier.ts";
import type { Sender } from "./verified-token-cache.ts";

export interface CallbackRouteDependencies {
  readonly path: string;
  readonly verifier: TokenVerifier;
  readonly store: NotificationStore;
  readonly intake: Intake;
  readonly counters: Counters;
  readonly log: HostLog;
  readonly nowMs: () => number;
}

/**
 * `POST` of a call notification, by Microsoft's calling service.
 *
 * Answers 202 (in the table, now or before; or nothing to keep), 204 (older Skype form), 400, 401, 403, 405, 408, 413,
 * 415, and 503 with `Retry-After` (no keys yet, store unavailable, overloaded). Every answer has an empty body.
 */
export function createCallbackRoute(dependencies: CallbackRouteDependencies): Route {
  const { path, verifier, intake, counters } = dependencies;

  async function run(exchange: Exchange): Promise<void> {
    const { request, lines } = exchange;
    if (request.method !== "POST") throw refusals.onlyPost;
    const declaredLength = checkContentHeaders(request, lines);
    const sender = await verifier.verify(toAuthorization(request, lines));
    const held = intake.admit();
    if (held === undefined) throw refusals.overloaded;
    counters.peak("mostHeld", intake.heldNotifications);
    try {
      exchange.continueBody();
      const body = declaredLength === 0 ? Buffer.alloc(0) : await readBody(request, maxNotificationBytes, held);
      const calls = parseNotificationBody(body);
      if (calls === "legacy") {
        exchange.answer(204, {});
        return;
      }
      await storeNotification(dependencies, sender, body, calls);
      counters.add("accepted");
      exchange.answer(202);
    } finally {
      held.release();
    }
  }

  return { path, run };
}

async function storeNotification(
  dependencies: CallbackRouteDependencies,
  sender: Sender,
  body: Buffer,
  calls: readonly CallStates[],
): Promise<void> {
  const { nowMs, log } = dependencies;
  const rowKey = toRowKey(body);
  const receivedAt = new Date(nowMs()).toISOString();
  const notifications = calls.map(({ callId, states }): StoredNotification => ({
    body,
    row: {
      partitionKey: toPartitionKey(callId),
      rowKey,
      callId,
      receivedAt,
      tenantId: sender.tenantId,
      issuer: sender.issuer,
      states: states.join(","),
      bodyLength: body.length,
      bodyChunks: Math.ceil(body.length / notificationChunkBytes),
    },
  }));
  const outcomes = await insertAll(dependencies, notifications);
  for (const [index, { row }] of notifications.entries()) {
    // Keys and states only: they are base64url, hexadecimal and plain words, and find the row.
    const { partitionKey, states } = row;
    log.info({ event: "notification", partitionKey, rowKey, states, outcome: outcomes[index] }, "notification accepted");
  }
}

/** Every row or none is acknowledged; rows that made it in spite of another's failure are duplicates of the re-send. */
async function insertAll(
  { store, counters, nowMs }: CallbackRouteDependencies,
  notifications: readonly StoredNotification[],
): Promise<readonly StoreOutcome[]> {
  const startMs = nowMs();
  try {
    const [first] = notifications;
    const outcomes =
      first !== undefined && notifications.length === 1
        ? [await store.insert(first)]
        : await Promise.all(notifications.map((notification) => store.insert(notification)));
    const tookMs = nowMs() - startMs;
    counters.add("storeMs", tookMs);
    counters.peak("storeMsMax", tookMs);
    for (const outcome of outcomes) counters.add(outcome === "stored" ? "rowsStored" : "duplicate");
    return outcomes;
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    throw error.isOverload ? refusals.overloaded : refusals.storeUnavailable;
  }
}
