import type { CloudClock } from "../../core/cloud-context.ts";
import type { CalleeBehaviour } from "../../core/callee-behaviour.ts";
import type { Notifier } from "../notify/notifier.ts";
import type { Call } from "./call.ts";
import { type CallEnding, callEndings, establishedEndings, unansweredEndings } from "./call-ending.ts";
import { toCallNotification, toOperationNotification } from "./call-notification.ts";
import type { CallState } from "./call-record.ts";
import { callTiming } from "./call-timing.ts";
import { type MediaOperation, operationEnds, operationResults } from "./media-operation.ts";
import type { LoadPrompt } from "./prompt-media.ts";

/** What a call's life runs on. */
export interface LifeParts {
  readonly clock: CloudClock;
  readonly notifier: Pick<Notifier, "send">;
  readonly loadPrompt: LoadPrompt;
}

/**
 * The life of one call on the cloud's clock: announced, then as the callee's Teams behaves, then ended by whoever is
 * first. Each step is told to the callbackUri. Nothing happens after the end.
 * Source: graph-calling facts 3.7 (docs application-post-calls.md, call-delete.md, call-transfer.md), read 2026-11-23.
 */
export class CallLife {
  readonly call: Call;
  readonly #parts: LifeParts;
  readonly #timers = new Set<() => void>();
  #cancelKeepAlive: (() => void) | undefined;

  constructor(call: Call, parts: LifeParts) {
    this.call = call;
    this.#parts = parts;
  }

  begin(callee: CalleeBehaviour): void {
    this.keepAlive();
    this.#after(callTiming.announceMs, async () => {
      this.#after(callee.afterMs, () => this.#meet(callee));
      await this.#tell("service");
    });
  }

  /** Starts the 45 minutes anew. */
  keepAlive(): void {
    this.#cancelKeepAlive?.();
    this.#cancelKeepAlive = this.#after(callTiming.keepAliveMs, () => this.#end(callEndings.keepAliveMissing, "service"));
  }

  /** The app's DELETE. A second one while it takes effect changes nothing (ASSUMED). */
  hangUp(): void {
    if (this.call.hungUpAtMs !== undefined) return;
    this.call.hungUpAtMs = this.#parts.clock.nowMs();
    this.#clearTimers();
    this.#after(callTiming.terminatingMs, async () => {
      this.#after(callTiming.terminatedMs, () => this.#end(callEndings.hungUpByApp, "app"));
      await this.#enter("terminating", "app");
    });
  }

  /** The app's transfer: it succeeds when the target would answer, and the call comes back otherwise. */
  transfer(target: CalleeBehaviour): void {
    this.#after(callTiming.transferringMs, async () => {
      const accepts = target.kind === "answers" || target.kind === "voicemail";
      this.#after(target.afterMs, () => (accepts ? this.#acceptTransfer() : this.#refuseTransfer()));
      await this.#enter("transferring", "service");
    });
  }

  /** Prompts, one after the other: they are fetched, and end by themselves after as long as they play. */
  play(operation: MediaOperation, uris: readonly string[]): void {
    this.call.operations.set(operation.operationId, operation);
    void this.#playLoaded(operation, uris);
  }

  /** Ends every operation under way as cancelled. */
  cancelOperations(): void {
    for (const operation of this.call.operations.values()) {
      if (operation.status !== "running") continue;
      operation.cancel?.();
      // From now on it is over, whatever is still being fetched for it.
      Object.assign(operation, operationEnds.cancelled);
      this.#after(0, () => this.#finish(operation, "cancelled"));
    }
  }

  /** Stops the clock of this call without telling anybody: the cloud stops. */
  stop(): void {
    this.#clearTimers();
  }

  async #meet(callee: CalleeBehaviour): Promise<void> {
    const ending = unansweredEndings[callee.kind];
    if (ending !== undefined) return this.#end(ending, callee.kind === "declines" || callee.kind === "busy" ? "callee" : "service");
    this.call.answeredAt = callee.kind === "voicemail" ? "voicemail" : "default";
    this.#after(callTiming.mediaActiveMs, () => {
      this.call.audioActive = true;
      return this.#tell("service");
    });
    if (callee.hangsUpAfterMs !== undefined) {
      const hangUp = establishedEndings[callee.hangsUpAs ?? "callee"];
      this.#after(callee.hangsUpAfterMs, () => this.#end(hangUp.ending, hangUp.by));
    }
    await this.#enter("established", "service");
  }

  async #acceptTransfer(): Promise<void> {
    this.#after(callTiming.transferCompletedMs, () => this.#end(callEndings.transferred, "service"));
    await this.#enter("transferAccepted", "service");
  }

  async #refuseTransfer(): Promise<void> {
    this.call.enter("established", this.#parts.clock.nowMs());
    await this.#parts.notifier.send(toCallNotification(this.call, "service", true));
  }

  async #playLoaded(operation: MediaOperation, uris: readonly string[]): Promise<void> {
    const playingMs = await this.#load(uris);
    if (operation.status !== "running" || this.call.hungUpAtMs !== undefined || this.call.ended) return;
    if (playingMs === undefined) this.#after(0, () => this.#finish(operation, "unplayable"));
    else operation.cancel = this.#after(playingMs, () => this.#finish(operation, "completed"));
  }

  async #load(uris: readonly string[]): Promise<number | undefined> {
    const lengths = new Map<string, number | undefined>();
    // A resource is fetched once, however often it is played (ASSUMED: that is what resourceId is for).
    for (const uri of new Set(uris)) lengths.set(uri, await this.#parts.loadPrompt(uri));
    return uris.reduce<number | undefined>((sum, uri) => {
      const length = lengths.get(uri);
      return sum === undefined || length === undefined ? undefined : sum + length;
    }, 0);
  }

  async #finish(operation: MediaOperation, how: keyof typeof operationResults): Promise<void> {
    Object.assign(operation, operationEnds[how]);
    operation.resultInfo = operationResults[how];
    await this.#parts.notifier.send(toOperationNotification(this.call, operation));
  }

  async #end({ code, subcode, message }: CallEnding, sender: "app" | "callee" | "service"): Promise<void> {
    this.#clearTimers();
    this.call.audioActive = false;
    this.call.result = { code, subcode, message };
    await this.#enter("terminated", sender);
  }

  async #enter(state: CallState, sender: "app" | "callee" | "service"): Promise<void> {
    this.call.enter(state, this.#parts.clock.nowMs());
    await this.#tell(sender);
  }

  async #tell(sender: "app" | "callee" | "service"): Promise<void> {
    await this.#parts.notifier.send(toCallNotification(this.call, sender));
  }

  #after(delayMs: number, task: () => void | Promise<void>): () => void {
    const cancel = this.#parts.clock.schedule(delayMs, () => {
      this.#timers.delete(cancel);
      return task();
    });
    this.#timers.add(cancel);
    return cancel;
  }

  #clearTimers(): void {
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }
}
