/**
 * Namespaces of resource providers that this cloud has. All are registered at the start: ASSUMED, a subscription in use.
 * (azure-native does not register `microsoft.insights`: pulumi-azure-native#3479.)
 */
export const resourceNamespaces: readonly string[] = [
  "Microsoft.App",
  "Microsoft.Authorization",
  "Microsoft.BotService",
  "Microsoft.ContainerRegistry",
  "Microsoft.Insights",
  "Microsoft.KeyVault",
  "Microsoft.ManagedIdentity",
  "Microsoft.OperationalInsights",
  "Microsoft.Resources",
  "Microsoft.Storage",
];

/** Which namespaces the subscription is registered to use. */
export class ProviderRegistrations {
  readonly #unregistered = new Set<string>();

  /** The namespace in Microsoft's casing, where it is one. */
  namespaceOf(name: string): string | undefined {
    return resourceNamespaces.find((known) => known.toLowerCase() === name.toLowerCase());
  }

  isRegistered(namespace: string): boolean {
    return !this.#unregistered.has(namespace.toLowerCase());
  }

  register(namespace: string): void {
    this.#unregistered.delete(namespace.toLowerCase());
  }

  unregister(namespace: string): void {
    this.#unregistered.add(namespace.toLowerCase());
  }
}
