import { Refusal } from "../../core/operation.ts";
import type { IdSource } from "../../core/cloud-context.ts";

/** One version of a secret. Times are seconds since the epoch, wall time. */
export interface SecretVersion {
  readonly version: string;
  readonly value: string;
  readonly contentType: string | undefined;
  readonly enabled: boolean;
  readonly notBefore: number | undefined;
  readonly expires: number | undefined;
  readonly tags: Readonly<Record<string, string>> | undefined;
  readonly created: number;
  readonly updated: number;
}
export type SecretFields = Omit<SecretVersion, "version" | "created" | "updated">;

/** A secret in the recoverable state. Times are seconds since the epoch, wall time. */
export interface DeletedSecret {
  readonly name: string;
  readonly versions: readonly SecretVersion[];
  readonly deletedDate: number;
  readonly scheduledPurgeDate: number;
}
export interface OpenVault {
  readonly vaultName: string;
  readonly origin: string;
  readonly resourceId: string;
}

interface VaultContent {
  readonly secrets: Map<string, SecretVersion[]>;
  readonly deleted: Map<string, DeletedSecret>;
}

/** The secrets of all vaults; ARM and the data plane write into the same ones. Names compare without case. */
export class VaultSecrets {
  readonly #open = new Map<string, OpenVault>();
  readonly #contents = new Map<string, VaultContent>();
  readonly #wallMs: () => number;
  readonly #ids: IdSource;
  #watch: (vault: OpenVault, name: string, latest: SecretVersion | undefined) => void = () => {};

  constructor(wallMs: () => number, ids: IdSource) {
    this.#wallMs = wallMs;
    this.#ids = ids;
  }

  /** Told after each change of a secret: its latest version, or undefined once it is deleted. */
  watch(listener: (vault: OpenVault, name: string, latest: SecretVersion | undefined) => void): void {
    this.#watch = listener;
  }

  /** From now on the vault answers at the origin; what it held before comes back. */
  open(vaultName: string, origin: string, resourceId: string): void {
    this.#open.set(vaultName.toLowerCase(), { vaultName, origin, resourceId });
    if (!this.#contents.has(vaultName.toLowerCase())) {
      this.#contents.set(vaultName.toLowerCase(), { secrets: new Map(), deleted: new Map() });
    }
  }

  /** The vault answers no more; its content stays for a recovery. */
  close(vaultName: string): void {
    this.#open.delete(vaultName.toLowerCase());
  }

  discard(vaultName: string): void {
    this.#contents.delete(vaultName.toLowerCase());
  }

  at(origin: string): OpenVault | undefined {
    return [...this.#open.values()].find((vault) => vault.origin === origin);
  }

  uriOf(vaultName: string, name: string, version?: string): string {
    const origin = this.#open.get(vaultName.toLowerCase())?.origin ?? "";
    return `${origin}/secrets/${name}${version === undefined ? "" : `/${version}`}`;
  }

  /** A new version. 409 while a secret of this name is deleted but recoverable. */
  set(vaultName: string, name: string, fields: SecretFields): SecretVersion {
    const content = this.#content(vaultName);
    const key = name.toLowerCase();
    if (content.deleted.has(key)) {
      throw new Refusal(
        409,
        "Conflict",
        `Secret ${name} is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the secret can only be recovered or purged.`,
      );
    }
    const versions = content.secrets.get(key) ?? [];
    const now = this.#nowSeconds();
    const version: SecretVersion = {
      ...fields,
      version: this.#ids.hex(`secret:${vaultName.toLowerCase()}/${key}/${versions.length + 1}`, 32),
      created: now,
      updated: now,
    };
    content.secrets.set(key, [...versions, version]);
    this.#changed(vaultName, name);
    return version;
  }

  /** The version, or the latest one. */
  find(vaultName: string, name: string, version?: string): SecretVersion | undefined {
    const versions = this.versions(vaultName, name);
    return version === undefined || version === "" ? versions.at(-1) : versions.find((candidate) => candidate.version === version);
  }

  versions(vaultName: string, name: string): readonly SecretVersion[] {
    return this.#content(vaultName).secrets.get(name.toLowerCase()) ?? [];
  }

  list(vaultName: string): readonly { readonly name: string; readonly latest: SecretVersion }[] {
    return [...this.#content(vaultName).secrets].flatMap(([name, versions]) => {
      const latest = versions.at(-1);
      return latest === undefined ? [] : [{ name, latest }];
    });
  }

  update(vaultName: string, name: string, version: string, change: Partial<Omit<SecretFields, "value">>): SecretVersion | undefined {
    const before = this.find(vaultName, name, version);
    if (before === undefined) return undefined;
    const after: SecretVersion = { ...before, ...change, updated: this.#nowSeconds() };
    const versions = this.versions(vaultName, name).map((candidate) => (candidate.version === before.version ? after : candidate));
    this.#content(vaultName).secrets.set(name.toLowerCase(), versions);
    this.#changed(vaultName, name);
    return after;
  }

  delete(vaultName: string, name: string, retentionDays: number): DeletedSecret | undefined {
    const content = this.#content(vaultName);
    const versions = content.secrets.get(name.toLowerCase());
    if (versions === undefined) return undefined;
    const deletedDate = this.#nowSeconds();
    const deleted: DeletedSecret = { name, versions, deletedDate, scheduledPurgeDate: deletedDate + retentionDays * 86_400 };
    content.secrets.delete(name.toLowerCase());
    content.deleted.set(name.toLowerCase(), deleted);
    this.#changed(vaultName, name);
    return deleted;
  }

  findDeleted(vaultName: string, name: string): DeletedSecret | undefined {
    return this.#content(vaultName).deleted.get(name.toLowerCase());
  }

  listDeleted(vaultName: string): readonly DeletedSecret[] {
    return [...this.#content(vaultName).deleted.values()];
  }

  recover(vaultName: string, name: string): SecretVersion | undefined {
    const content = this.#content(vaultName);
    const deleted = content.deleted.get(name.toLowerCase());
    if (deleted === undefined) return undefined;
    content.deleted.delete(name.toLowerCase());
    content.secrets.set(name.toLowerCase(), [...deleted.versions]);
    this.#changed(vaultName, deleted.name);
    return deleted.versions.at(-1);
  }

  purge(vaultName: string, name: string): boolean {
    return this.#content(vaultName).deleted.delete(name.toLowerCase());
  }

  #content(vaultName: string): VaultContent {
    const content = this.#contents.get(vaultName.toLowerCase());
    if (content === undefined) throw new Refusal(404, "VaultNotFound", `The vault '${vaultName}' could not be found.`);
    return content;
  }

  #changed(vaultName: string, name: string): void {
    const vault = this.#open.get(vaultName.toLowerCase());
    if (vault !== undefined) this.#watch(vault, name, this.find(vaultName, name));
  }

  #nowSeconds(): number {
    return Math.floor(this.#wallMs() / 1000);
  }
}
