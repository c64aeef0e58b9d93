import { Refusal } from "../../core/operation.ts";
import type { OpenVault, Vaults } from "./vaults.ts";

/** What a version of a secret, a key and a certificate have in common. Times are seconds since the epoch, wall time. */
export interface ObjectVersion {
  readonly version: string;
  readonly enabled: boolean;
  readonly notBefore: number | undefined;
  readonly expires: number | undefined;
  readonly tags: Readonly<Record<string, string>> | undefined;
  readonly created: number;
  readonly updated: number;
  /** The key or the secret of a certificate: its life is the certificate's. */
  readonly managed?: boolean;
}

/** An object in the recoverable state. Times are seconds since the epoch, wall time. */
export interface DeletedObject<Version extends ObjectVersion> {
  readonly name: string;
  readonly versions: readonly Version[];
  readonly deletedDate: number;
  readonly scheduledPurgeDate: number;
}

type Plural = "secrets" | "keys" | "certificates";

interface Content<Version extends ObjectVersion> {
  readonly live: Map<string, { readonly name: string; readonly versions: readonly Version[] }>;
  readonly deleted: Map<string, DeletedObject<Version>>;
}

/** The objects of one kind in all vaults: versions, soft delete, recovery. Names compare without case and keep the first one's. */
export class VaultObjects<Version extends ObjectVersion> {
  readonly plural: Plural;
  readonly #vaults: Vaults;
  readonly #wallMs: () => number;
  readonly #contents = new Map<string, Content<Version>>();
  #watch: (vault: OpenVault, name: string, latest: Version | undefined) => void = () => {};

  constructor(plural: Plural, vaults: Vaults, wallMs: () => number) {
    this.plural = plural;
    this.#vaults = vaults;
    this.#wallMs = wallMs;
    vaults.whenDiscarded((vaultName) => this.#contents.delete(vaultName));
  }

  /** `Secret`, `Key`, `Certificate`: as errors call them. */
  get label(): string {
    return { secrets: "Secret", keys: "Key", certificates: "Certificate" }[this.plural];
  }

  /** Told after each change of an object: its latest version, or undefined once it is deleted. */
  watch(listener: (vault: OpenVault, name: string, latest: Version | undefined) => void): void {
    this.#watch = listener;
  }

  nowSeconds(): number {
    return Math.floor(this.#wallMs() / 1000);
  }

  uriOf(vaultName: string, name: string, version?: string): string {
    const origin = this.#vaults.named(vaultName)?.origin ?? "";
    return `${origin}/${this.plural}/${name}${version === undefined ? "" : `/${version}`}`;
  }

  /** Refuses with 409 while an object of this name is deleted but recoverable. */
  requireFree(vaultName: string, name: string): void {
    if (!this.#content(vaultName).deleted.has(name.toLowerCase())) return;
    throw new Refusal(
      409,
      "Conflict",
      `${this.label} ${name} is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the ${this.label.toLowerCase()} can only be recovered or purged.`,
    );
  }

  add(vaultName: string, name: string, version: Version): void {
    this.requireFree(vaultName, name);
    const { live } = this.#content(vaultName);
    const before = live.get(name.toLowerCase());
    live.set(name.toLowerCase(), { name: before?.name ?? name, versions: [...(before?.versions ?? []), version] });
    this.#changed(vaultName, name);
  }

  /** The version, or the latest one. */
  find(vaultName: string, name: string, version?: string): Version | undefined {
    const versions = this.versions(vaultName, name);
    return version === undefined || version === "" ? versions.at(-1) : versions.find((candidate) => candidate.version === version);
  }

  versions(vaultName: string, name: string): readonly Version[] {
    return this.#content(vaultName).live.get(name.toLowerCase())?.versions ?? [];
  }

  list(vaultName: string): readonly { readonly name: string; readonly latest: Version }[] {
    return [...this.#content(vaultName).live.values()].flatMap(({ name, versions }) => {
      const latest = versions.at(-1);
      return latest === undefined ? [] : [{ name, latest }];
    });
  }

  /** The version of the same number takes the place of the one before. */
  replace(vaultName: string, name: string, after: Version): void {
    const { live } = this.#content(vaultName);
    const before = live.get(name.toLowerCase());
    if (before === undefined) return;
    const versions = before.versions.map((candidate) => (candidate.version === after.version ? after : candidate));
    live.set(name.toLowerCase(), { name: before.name, versions });
    this.#changed(vaultName, name);
  }

  delete(vaultName: string, name: string, retentionDays: number): DeletedObject<Version> | undefined {
    const content = this.#content(vaultName);
    const before = content.live.get(name.toLowerCase());
    if (before === undefined) return undefined;
    const deletedDate = this.nowSeconds();
    const deleted = { ...before, deletedDate, scheduledPurgeDate: deletedDate + retentionDays * 86_400 };
    content.live.delete(name.toLowerCase());
    content.deleted.set(name.toLowerCase(), deleted);
    this.#changed(vaultName, name);
    return deleted;
  }

  findDeleted(vaultName: string, name: string): DeletedObject<Version> | undefined {
    return this.#content(vaultName).deleted.get(name.toLowerCase());
  }

  listDeleted(vaultName: string): readonly DeletedObject<Version>[] {
    return [...this.#content(vaultName).deleted.values()];
  }

  recover(vaultName: string, name: string): Version | undefined {
    const content = this.#content(vaultName);
    const deleted = content.deleted.get(name.toLowerCase());
    if (deleted === undefined) return undefined;
    content.deleted.delete(name.toLowerCase());
    content.live.set(name.toLowerCase(), { name: deleted.name, versions: deleted.versions });
    this.#changed(vaultName, deleted.name);
    return deleted.versions.at(-1);
  }

  purge(vaultName: string, name: string): boolean {
    return this.#content(vaultName).deleted.delete(name.toLowerCase());
  }

  #content(vaultName: string): Content<Version> {
    if (!this.#vaults.isKnown(vaultName)) throw new Refusal(404, "VaultNotFound", `The vault '${vaultName}' could not be found.`);
    const key = vaultName.toLowerCase();
    const content = this.#contents.get(key) ?? { live: new Map(), deleted: new Map() };
    this.#contents.set(key, content);
    return content;
  }

  #changed(vaultName: string, name: string): void {
    const vault = this.#vaults.named(vaultName);
    if (vault !== undefined) this.#watch(vault, name, this.find(vaultName, name));
  }
}
