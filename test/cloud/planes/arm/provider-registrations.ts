import type { CloudClock } from "../../core/cloud-context.ts";

/**
 * Namespaces of resource providers that this cloud has, in the casing that Azure answers (`microsoft.insights` is one in
 * small letters: pulumi-azure.md 00, read 2026-11-25). What a seed does not name is registered: ASSUMED, a subscription in use.
 */
export const resourceNamespaces: readonly string[] = [
  "Microsoft.App",
  "Microsoft.Authorization",
  "Microsoft.BotService",
  "Microsoft.ContainerRegistry",
  "microsoft.insights",
  "Microsoft.KeyVault",
  "Microsoft.ManagedIdentity",
  "Microsoft.OperationalInsights",
  "Microsoft.Resources",
  "Microsoft.Storage",
];
/** Registered in every subscription, for good. Source: https://learn.microsoft.com/azure/azure-resource-manager/management/azure-services-resource-providers (registered by default), read 2026-11-25. */
const alwaysRegistered = ["microsoft.authorization", "microsoft.resources"];

/** Cloud milliseconds from Registering to Registered, and from Unregistering to NotRegistered. ASSUMED; Azure takes seconds to minutes. */
const registrationMs = 2_000;

export type RegistrationState = "NotRegistered" | "Registering" | "Registered" | "Unregistering";

/** Which namespaces the subscription is registered to use. */
export class ProviderRegistrations {
  readonly #clock: Pick<CloudClock, "schedule">;
  readonly #unregistered: readonly string[];
  readonly #states = new Map<string, RegistrationState>();

  /** `unregistered`: what the seed says is not registered yet. */
  constructor(clock: Pick<CloudClock, "schedule">, unregistered: readonly string[]) {
    this.#clock = clock;
    this.#unregistered = unregistered;
    this.reset();
  }

  /** Back to the seed. */
  reset(): void {
    this.#states.clear();
    for (const namespace of this.#unregistered) this.#states.set(namespace.toLowerCase(), "NotRegistered");
  }

  /** The namespace in Microsoft's casing, where it is one. */
  namespaceOf(name: string): string | undefined {
    return resourceNamespaces.find((known) => known.toLowerCase() === name.toLowerCase());
  }

  stateOf(namespace: string): RegistrationState {
    return this.isFree(namespace) ? "Registered" : (this.#states.get(namespace.toLowerCase()) ?? "Registered");
  }

  /** Needs no registration: there is nothing to wait for. */
  isFree(namespace: string): boolean {
    return alwaysRegistered.includes(namespace.toLowerCase());
  }

  isRegistered(namespace: string): boolean {
    return this.stateOf(namespace) === "Registered";
  }

  register(namespace: string): void {
    if (!this.isRegistered(namespace)) this.#move(namespace, "Registering", "Registered");
  }

  unregister(namespace: string): void {
    if (this.isRegistered(namespace) && !this.isFree(namespace)) this.#move(namespace, "Unregistering", "NotRegistered");
  }

  #move(namespace: string, meanwhile: RegistrationState, then: RegistrationState): void {
    const key = namespace.toLowerCase();
    this.#states.set(key, meanwhile);
    this.#clock.schedule(registrationMs, () => {
      if (this.#states.get(key) === meanwhile) this.#states.set(key, then);
    });
  }
}
