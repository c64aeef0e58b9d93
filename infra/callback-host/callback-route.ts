import { maxNotificationBytes } from "../contract/notification-row.ts";
import { CallStateLog } from "./call-state-log.ts";
import type { Counters } from "./counters.ts";
import type { Exchange } from "./exchange.ts";
import type { Intake } from "./intake.ts";
import type { HostLog } from "./log.ts";
import { parseNotificationBody } from "./notification-body.ts";
import { StoreUnavailable } from "./notification-store.ts";
import type { AcceptedNotification, NotificationStore, StoreOutcome } from "./notification-store.ts";
import { refusals } from "./refusal.ts";
import { readBody } from "./request-body.ts";
import { checkContentHeaders } from "./request-headers.ts";
import type { Route } from "./server.ts";
import type { TokenVerifier } from "./token-verifier.ts";
import type { Sender } from "./verified-token-cache.ts";

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
 * 415, 429 and 503 with `Retry-After` (a token used too often; no keys yet, store unavailable, overloaded). Every answer has an empty body.
 */
export function createCallbackRoute(dependencies: CallbackRouteDependencies): Route {
  const { path, verifier, store, intake, counters, nowMs } = dependencies;
  const callStateLog = new CallStateLog(dependencies.log);

  function run(exchange: Exchange): Promise<void> {
    const { request } = exchange;
    if (request.method !== "POST") throw refusals.onlyPost;
    const declaredLength = checkContentHeaders(request);
    return receive(exchange, declaredLength, verifier.verify(request.headers.authorization));
  }

  async function receive(exchange: Exchange, declaredLength: number | undefined, verified: Sender | Promise<Sender>): Promise<void> {
    // A token seen before is known at once: its notification waits for nothing but its body and the store.
    const sender = verified instanceof Promise ? await verified : verified;
    const held = intake.admit();
    if (held === undefined) throw refusals.overloaded;
    counters.peak("mostHeld", intake.heldNotifications);
    try {
      exchange.continueBody();
      const body = declaredLength === 0 ? emptyBody : await readBody(exchange.request, maxNotificationBytes, held);
      const calls = parseNotificationBody(body);
      if (calls === "legacy") {
        exchange.answer(204, {});
        return;
      }
      if (calls.length > 0) {
        const notification = { body, calls, sender, receivedAtMs: nowMs() };
        tell(notification, await store.keep(notification));
      }
      counters.add("accepted");
      exchange.answer(202);
    } catch (error) {
      throw toStoreRefusal(error);
    } finally {
      held.release();
    }
  }

  /** Counts and logs what was stored. */
  function tell(notification: AcceptedNotification, outcomes: readonly StoreOutcome[]): void {
    const tookMs = nowMs() - notification.receivedAtMs;
    counters.add("storeMs", tookMs);
    counters.peak("storeMsMax", tookMs);
    for (const outcome of outcomes) counters.add(outcome === "stored" ? "rowsStored" : "duplicate");
    for (const call of notification.calls) callStateLog.report(call);
  }

  return { path, run };
}

function toStoreRefusal(error: unknown): unknown {
  if (!(error instanceof StoreUnavailable)) return error;
  return error.isOverload ? refusals.overloaded : refusals.storeUnavailable;
}
