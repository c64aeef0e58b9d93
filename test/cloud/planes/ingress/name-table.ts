import type { CloudClock } from "../../core/cloud-context.ts";
import type { IngressCertificate, IngressNames, IngressTarget } from "../../core/ingress-names.ts";
import type { FaultRules } from "../../core/fault-rule.ts";

/** What the ingress knows of a name at this moment. */
export type NameState =
  | { readonly kind: "serving"; readonly target: IngressTarget }
  /** Registered, but its DNS record has not spread yet (`dns` lag): a client does not get as far as TLS. */
  | { readonly kind: "spreading" }
  | { readonly kind: "unknown" };

/**
 * The names that the ingress serves, compared without case. A registered name starts to serve when the `dns` lag of
 * the moment it was registered has passed on the cloud's clock.
 */
export class NameTable implements IngressNames {
  readonly #clock: Pick<CloudClock, "nowMs">;
  readonly #faults: Pick<FaultRules, "lagMs">;
  readonly #served = new Map<string, { readonly target: IngressTarget; readonly visibleAtMs: number }>();
  readonly #presented = new Map<string, IngressCertificate>();

  constructor(clock: Pick<CloudClock, "nowMs">, faults: Pick<FaultRules, "lagMs">) {
    this.#clock = clock;
    this.#faults = faults;
  }

  readonly register = (fqdn: string, target: IngressTarget): void => {
    const key = fqdn.toLowerCase();
    // A replaced upstream keeps the record that already spread: DNS points to the environment, not to the replica.
    const visibleAtMs = this.#served.get(key)?.visibleAtMs ?? this.#clock.nowMs() + this.#faults.lagMs("dns");
    this.#served.set(key, { target, visibleAtMs });
  };

  readonly unregister = (fqdn: string): void => {
    this.#served.delete(fqdn.toLowerCase());
  };

  readonly presentCertificate = (fqdn: string, certificate: IngressCertificate | undefined): void => {
    if (certificate === undefined) this.#presented.delete(fqdn.toLowerCase());
    else this.#presented.set(fqdn.toLowerCase(), certificate);
  };

  stateOf(fqdn: string): NameState {
    const entry = this.#served.get(fqdn.toLowerCase());
    if (entry === undefined) return { kind: "unknown" };
    return this.#clock.nowMs() < entry.visibleAtMs ? { kind: "spreading" } : { kind: "serving", target: entry.target };
  }

  /** The certificate that was set for the name by {@link presentCertificate}, if any. */
  presentedCertificate(fqdn: string): IngressCertificate | undefined {
    return this.#presented.get(fqdn.toLowerCase());
  }
}
