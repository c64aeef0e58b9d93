import type { IdSource } from "../../core/cloud-context.ts";
import { type ObjectVersion, VaultObjects } from "./vault-objects.ts";
import type { Vaults } from "./vaults.ts";

/** One version of a secret. */
export interface SecretVersion extends ObjectVersion {
  readonly value: string;
  readonly contentType: string | undefined;
  /** The version of the key that a certificate's secret goes with. */
  readonly keyId?: string;
}
export type SecretFields = Omit<SecretVersion, "version" | "created" | "updated" | "managed" | "keyId">;

/** The secrets of all vaults; ARM and the data plane write into the same ones. */
export class VaultSecrets extends VaultObjects<SecretVersion> {
  readonly #ids: IdSource;

  constructor(vaults: Vaults, wallMs: () => number, ids: IdSource) {
    super("secrets", vaults, wallMs);
    this.#ids = ids;
  }

  /** A new version. 409 while a secret of this name is deleted but recoverable. */
  set(vaultName: string, name: string, fields: SecretFields): SecretVersion {
    const now = this.nowSeconds();
    const count = this.versions(vaultName, name).length;
    const version: SecretVersion = {
      ...fields,
      version: this.#ids.hex(`secret:${vaultName.toLowerCase()}/${name.toLowerCase()}/${count + 1}`, 32),
      created: now,
      updated: now,
    };
    this.add(vaultName, name, version);
    return version;
  }

  update(vaultName: string, name: string, version: string, change: Partial<Omit<SecretFields, "value">>): SecretVersion | undefined {
    const before = this.find(vaultName, name, version);
    if (before === undefined) return undefined;
    const after: SecretVersion = { ...before, ...change, updated: this.nowSeconds() };
    this.replace(vaultName, name, after);
    return after;
  }
}
