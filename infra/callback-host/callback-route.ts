import { maxNotificationBytes } from "../contract/notification-row.ts";
import { CallStateLog } from "./call-state-log.ts";
import type { Counters } from "./counters.ts";
import type { Exchange } from "./exchange.ts";
import type { Intake } from "./intake.ts";
import type { HostLog } from "./log.ts";
import { parseNotificationBody } from "./notification-body.ts";
import { StoreUnavailable } from "./notification-store.ts";
import type { AcceptedNotification, NotificationStore } from "./notification-store.ts";
import { refusals } from "./refusal.ts";
import { readBody } from "./request-body.ts";
import { checkContentHeaders, toAuthorization } from "./request-headers.ts";
import type { Route } from "./server.ts";
import type { TokenVerifier } from "./token-verifier.ts";

const emptyBody = Buffer.alloc(0);

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
  const { path, verifier, store, intake, counters, nowMs } = dependencies;
  const callStateLog = new CallStateLog(dependencies.log);

  async function run(exchange: Exchange): Promise<void> {
    const { request, lines } = exchange;
    if (request.method !== "POST") throw refusals.onlyPost;
    const declaredLength = checkContentHeaders(request, lines);
    const verified = verifier.verify(toAuthorization(request, lines));
    const sender = verified instanceof Promise ? await verified : verified;
    const held = intake.admit();
    if (held === undefined) throw refusals.overloaded;
    counters.peak("mostHeld", intake.heldNotifications);
    try {
      exchange.continueBody();
      const body = declaredLength === 0 ? emptyBody : await readBody(request, maxNotificationBytes, held);
      const calls = parseNotificationBody(body);
      if (calls === "legacy") {
        exchange.answer(204, {});
        return;
      }
      if (calls.length > 0) await keep({ body, calls, sender, receivedAtMs: nowMs() });
      counters.add("accepted");
      exchange.answer(202);
    } finally {
      held.release();
    }
  }

  /** Every row or none is acknowledged. */
  async function keep(notification: AcceptedNotification): Promise<void> {
    try {
      const outcomes = await store.keep(notification);
      const tookMs = nowMs() - notification.receivedAtMs;
      counters.add("storeMs", tookMs);
      counters.peak("storeMsMax", tookMs);
      for (const outcome of outcomes) counters.add(outcome === "stored" ? "rowsStored" : "duplicate");
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      throw error.isOverload ? refusals.overloaded : refusals.storeUnavailable;
    }
    for (const call of notification.calls) callStateLog.report(call);
  }

  return { path, run };
}
