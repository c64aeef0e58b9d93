import type { CloudClock, ResourceReader } from "../../core/cloud-context.ts";
import type { FaultRules } from "../../core/fault-rule.ts";
import { type BotRegistration, findBotRegistration } from "./bot-registration.ts";

/**
 * The calling service's own store of bots: it hears of a bot, or of a changed channel, when the `bot` lag has passed on
 * the cloud's clock since the channel was written. That it lags is INFERRED (7503 right after the channel was made:
 * microsoft-graph-docs issue 10845, read 2026-11-23); the time is the scenario's.
 */
export class RegistrationStore {
  readonly #resources: ResourceReader;
  readonly #faults: Pick<FaultRules, "lagMs">;
  readonly #clock: Pick<CloudClock, "nowMs" | "wallMs" | "rate">;
  /** When each version of a channel is known, by channel id and time of its last write. */
  readonly #knownAtMs = new Map<string, number>();

  constructor(resources: ResourceReader, faults: Pick<FaultRules, "lagMs">, clock: Pick<CloudClock, "nowMs" | "wallMs" | "rate">) {
    this.#resources = resources;
    this.#faults = faults;
    this.#clock = clock;
  }

  /** The registration of an app as the calling service knows it now. */
  find(clientId: string): BotRegistration | undefined {
    const registration = findBotRegistration(this.#resources, clientId);
    if (registration === undefined) return undefined;
    const version = `${registration.channelId.toLowerCase()} ${registration.writtenAt ?? ""}`;
    let knownAtMs = this.#knownAtMs.get(version);
    if (knownAtMs === undefined) {
      knownAtMs = this.#toCloudMs(registration.writtenAt) + this.#faults.lagMs("bot");
      this.#knownAtMs.set(version, knownAtMs);
    }
    return this.#clock.nowMs() < knownAtMs ? undefined : registration;
  }

  /** ARM writes wall time; the lag runs on the cloud's clock. Without a time the lag starts at the first look. */
  #toCloudMs(writtenAt: string | undefined): number {
    const writtenAtMs = Date.parse(writtenAt ?? "");
    if (Number.isNaN(writtenAtMs)) return this.#clock.nowMs();
    return this.#clock.nowMs() - Math.max(0, this.#clock.wallMs() - writtenAtMs) * this.#clock.rate;
  }

  reset(): void {
    this.#knownAtMs.clear();
  }
}
