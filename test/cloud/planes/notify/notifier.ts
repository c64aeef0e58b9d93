import { request } from "undici";
import type { CloudContext } from "../../core/cloud-context.ts";
import type { CallingKeySet } from "../calling-keys/calling-key-set.ts";
import { toFlatHeaders } from "../ingress/forwarded-headers.ts";
import { createCallbackAgent, isUntrustedCertificate } from "./callback-agent.ts";
import { toCallbackTarget } from "./callback-target.ts";
import type { DeliveryRecord } from "./delivery-record.ts";
import { deliveryRules } from "./delivery-rules.ts";
import { createMessage, type Message } from "./message.ts";
import { type Notification, toNotificationHeaders } from "./notification.ts";
import { signNotificationToken } from "./notification-token.ts";

/** What came of one attempt. */
type Attempt = Pick<DeliveryRecord, "outcome" | "status" | "failure">;

/**
 * Sends signed notifications to callback URIs, in the order of their calls, and keeps a record of every attempt.
 * A host that does not answer 2xx gets the notification again a few times; one whose certificate is not to be trusted
 * never hears anything (source: microsoft-graph-comms-samples issue 18, read 2026-11-23).
 * Faults: spoils of kind `notification`, by `plane: "notify"` and `operation: "notify.<state>"`.
 */
export class Notifier {
  readonly #context: CloudContext;
  readonly #keys: CallingKeySet;
  readonly #records: DeliveryRecord[] = [];
  /** The last delivery of each call: the next one waits for it. */
  readonly #queues = new Map<string, Promise<void>>();
  /** Overtaken notifications by call. */
  readonly #held = new Map<string, Message[]>();
  #agent: ReturnType<typeof createCallbackAgent> | undefined;
  /** Messages so far by call, so that ids depend on the call alone. */
  readonly #messages = new Map<string, number>();
  #stopped = false;

  constructor(context: CloudContext, keys: CallingKeySet) {
    this.#context = context;
    this.#keys = keys;
  }

  deliveries(): readonly DeliveryRecord[] {
    return this.#records;
  }

  /** Resolves when the first attempt has its answer. Never rejects: what goes wrong is in the records. */
  send(notification: Notification): Promise<void> {
    const queued = (this.#queues.get(notification.callId) ?? Promise.resolve()).then(() => this.#dispatch(this.#toMessage(notification)));
    this.#queues.set(notification.callId, queued);
    return queued;
  }

  /** Forgets every record. Attempts under way are still recorded. */
  reset(): void {
    this.#records.length = 0;
    this.#held.clear();
    this.#queues.clear();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#agent?.destroy();
  }

  #toMessage(notification: Notification): Message {
    const { callId } = notification;
    const count = (this.#messages.get(callId) ?? 0) + 1;
    this.#messages.set(callId, count);
    return createMessage(this.#context, notification, count);
  }

  async #dispatch(message: Message): Promise<void> {
    const { callId } = message.notification;
    switch (message.spoil) {
      case "drop":
        this.#record(message, 1, { outcome: "dropped", status: undefined, failure: undefined });
        break;
      case "late":
        this.#context.clock.schedule(deliveryRules.lateByMs, () => this.#attempt(message, 1));
        break;
      case "duplicate":
        for (let copy = 0; copy < deliveryRules.duplicates; copy += 1) await this.#attempt(message, 1);
        break;
      case "out-of-order":
        this.#held.set(callId, [...(this.#held.get(callId) ?? []), message]);
        this.#context.clock.schedule(deliveryRules.overtakenWithinMs, () => this.#release(callId));
        return;
      // The others are spoiled in what is sent, not in how.
      case "empty-body":
      case "another-call":
      case "forged":
      case "expired":
      case "wrong-audience":
      case "wrong-issuer":
      case "wrong-tenant":
      case "opaque":
      case undefined:
        await this.#attempt(message, 1);
    }
    await this.#release(callId);
  }

  async #release(callId: string): Promise<void> {
    const held = this.#held.get(callId) ?? [];
    this.#held.delete(callId);
    for (const message of held) await this.#attempt(message, 1);
  }

  async #attempt(message: Message, attempt: number): Promise<void> {
    if (this.#stopped) return;
    const result = await this.#post(message);
    this.#record(message, attempt, result);
    const waitMs = deliveryRules.resendAfterMs[attempt - 1];
    if (waitMs === undefined || (result.outcome !== "refused" && result.outcome !== "failed")) return;
    this.#context.clock.schedule(waitMs, () => this.#attempt(message, attempt + 1));
  }

  async #post(message: Message): Promise<Attempt> {
    const { notification } = message;
    const { clock, certificates, ids, origins, transcript, warn } = this.#context;
    if (toCallbackTarget(notification.callbackUri) === "off-limits") {
      warn(`a notification for ${notification.callbackUri} was not sent: the simulation reaches loopback and names below .test only`);
      return { outcome: "off-limits", status: undefined, failure: undefined };
    }
    const token = await signNotificationToken(this.#keys, ids, notification, clock.wallMs(), message.spoil);
    transcript.addSecret(token);
    const headers = { Authorization: `Bearer ${token}`, ...toNotificationHeaders(notification, message.messageId) };
    const startedMs = clock.wallMs();
    const recordExchange = (status: number, responseHeaders: Record<string, string>, responseBody: Uint8Array): void =>
      transcript.record({
        at: new Date(startedMs).toISOString(),
        plane: "notify",
        operation: `notify.${notification.state}`,
        caller: undefined,
        method: "POST",
        url: notification.callbackUri,
        requestHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
        requestBody: message.body,
        status,
        responseHeaders,
        responseBody,
        durationMs: clock.wallMs() - startedMs,
        fault: message.spoil,
      });
    try {
      this.#agent ??= createCallbackAgent(certificates.caFile, origins.ingress);
      const response = await request(notification.callbackUri, { method: "POST", headers, body: message.body, dispatcher: this.#agent });
      const answer = new Uint8Array(await response.body.arrayBuffer());
      recordExchange(response.statusCode, toFlatHeaders(response.headers), answer);
      const outcome = response.statusCode >= 200 && response.statusCode < 300 ? "accepted" : "refused";
      return { outcome, status: response.statusCode, failure: undefined };
    } catch (error) {
      recordExchange(0, {}, new Uint8Array());
      const failure = toErrorCode(error);
      return { outcome: isUntrustedCertificate(failure) ? "untrusted" : "failed", status: undefined, failure };
    }
  }

  #record(message: Message, attempt: number, result: Attempt): void {
    const { callId, clientId, state, changeType, callbackUri } = message.notification;
    this.#records.push({
      at: new Date(this.#context.clock.nowMs()).toISOString(),
      wallAt: new Date(this.#context.clock.wallMs()).toISOString(),
      callId,
      clientId,
      messageId: message.messageId,
      state,
      changeType,
      attempt,
      url: callbackUri,
      ...result,
      spoil: message.spoil,
    });
  }
}

function toErrorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : String(error);
}
