import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import type { IdSource } from "../../core/cloud-context.ts";
import type { KeyPair } from "./key-cryptography.ts";
import type { ObjectFields } from "./vault-body.ts";
import { type ObjectVersion, VaultObjects } from "./vault-objects.ts";
import type { Vaults } from "./vaults.ts";

const makePair = promisify(generateKeyPair);

/** `JsonWebKeyOperation`s that an RSA key can be allowed. Source: @azure/keyvault-keys 4.10.2, read 2026-11-25. */
export const keyOperations = ["encrypt", "decrypt", "sign", "verify", "wrapKey", "unwrapKey"] as const;

/** One version of an RSA key. */
export interface KeyVersion extends ObjectVersion {
  readonly keyType: "RSA" | "RSA-HSM";
  readonly keyOperations: readonly string[];
  readonly pair: KeyPair;
  readonly exportable: boolean;
}
/** What a new version is made from. */
export interface KeyFields extends ObjectFields {
  readonly keyType: KeyVersion["keyType"];
  readonly keySize: number;
  readonly keyOperations: readonly string[];
}

/** The keys of all vaults. Private halves stay in memory and go nowhere. */
export class VaultKeys extends VaultObjects<KeyVersion> {
  readonly #ids: IdSource;

  constructor(vaults: Vaults, wallMs: () => number, ids: IdSource) {
    super("keys", vaults, wallMs);
    this.#ids = ids;
  }

  /** A new version. 409 while a key of this name is deleted but recoverable. */
  async create(vaultName: string, name: string, fields: KeyFields): Promise<KeyVersion> {
    this.requireFree(vaultName, name);
    const pair = await createRsaPair(fields.keySize);
    const now = this.nowSeconds();
    const count = this.versions(vaultName, name).length;
    const { keyType, keyOperations: operations, enabled, notBefore, expires, tags } = fields;
    const version: KeyVersion = {
      version: this.#ids.hex(`key:${vaultName.toLowerCase()}/${name.toLowerCase()}/${count + 1}`, 32),
      enabled,
      notBefore,
      expires,
      tags,
      created: now,
      updated: now,
      keyType,
      keyOperations: operations,
      pair,
      exportable: false,
    };
    this.add(vaultName, name, version);
    return version;
  }
}

export function createRsaPair(keySize: number): Promise<KeyPair> {
  return makePair("rsa", { modulusLength: keySize });
}
