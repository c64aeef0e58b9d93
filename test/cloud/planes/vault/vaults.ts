/** A vault that answers now. */
export interface OpenVault {
  readonly vaultName: string;
  readonly origin: string;
  readonly resourceId: string;
}

/** Which vaults answer at which origin; what they hold is kept by the objects of each kind. Names compare without case. */
export class Vaults {
  readonly #open = new Map<string, OpenVault>();
  readonly #known = new Set<string>();
  readonly #discards: ((vaultName: string) => void)[] = [];

  /** From now on the vault answers at the origin; what it held before comes back. */
  open(vaultName: string, origin: string, resourceId: string): void {
    this.#open.set(vaultName.toLowerCase(), { vaultName, origin, resourceId });
    this.#known.add(vaultName.toLowerCase());
  }

  /** The vault answers no more; its content stays for a recovery. */
  close(vaultName: string): void {
    this.#open.delete(vaultName.toLowerCase());
  }

  /** What the vault held is gone for good. */
  discard(vaultName: string): void {
    this.#known.delete(vaultName.toLowerCase());
    for (const listener of this.#discards) listener(vaultName.toLowerCase());
  }

  whenDiscarded(listener: (vaultName: string) => void): void {
    this.#discards.push(listener);
  }

  /** Whether it was opened and not discarded: it has content, even where it does not answer. */
  isKnown(vaultName: string): boolean {
    return this.#known.has(vaultName.toLowerCase());
  }

  named(vaultName: string): OpenVault | undefined {
    return this.#open.get(vaultName.toLowerCase());
  }

  at(origin: string): OpenVault | undefined {
    return [...this.#open.values()].find((vault) => vault.origin === origin);
  }
}
