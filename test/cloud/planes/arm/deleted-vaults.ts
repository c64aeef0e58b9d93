import type { ArmResource, CloudContext } from "../../core/cloud-context.ts";
import type { ResourceStore } from "./resource-store.ts";

/** A vault in the recoverable state, with what ARM knew below it. */
export interface DeletedVault {
  readonly vault: ArmResource;
  readonly secrets: readonly ArmResource[];
  readonly deletionDate: string;
  readonly scheduledPurgeDate: string;
}

/** Soft-deleted vaults: they keep their name until they are recovered or purged. */
export class DeletedVaults {
  readonly #context: CloudContext;
  readonly #resources: ResourceStore;
  readonly #deleted = new Map<string, DeletedVault>();

  constructor(context: CloudContext, resources: ResourceStore) {
    this.#context = context;
    this.#resources = resources;
  }

  add(vault: ArmResource): void {
    const nowMs = this.#context.clock.wallMs();
    const days = Number(vault.properties["softDeleteRetentionInDays"] ?? 90);
    this.#deleted.set(vault.name.toLowerCase(), {
      vault,
      secrets: this.#resources.below(vault.id).filter((resource) => resource.type === "Microsoft.KeyVault/vaults/secrets"),
      deletionDate: new Date(nowMs).toISOString(),
      scheduledPurgeDate: new Date(nowMs + days * 86_400_000).toISOString(),
    });
  }

  find(vaultName: string): DeletedVault | undefined {
    return this.#deleted.get(vaultName.toLowerCase());
  }

  list(): readonly DeletedVault[] {
    return [...this.#deleted.values()];
  }

  /** Back from the deleted state: its secrets are there again. */
  recovered(vaultName: string): void {
    for (const secret of this.find(vaultName)?.secrets ?? []) this.#resources.put(secret);
    this.#deleted.delete(vaultName.toLowerCase());
  }

  purge(vaultName: string): void {
    this.#deleted.delete(vaultName.toLowerCase());
  }
}
