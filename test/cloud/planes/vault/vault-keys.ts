import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import type { IdSource } from "../../core/cloud-context.ts";
import { createCurvePair, type Curve } from "./elliptic-curve.ts";
import type { KeyPair } from "./key-pair.ts";
import type { ObjectFields } from "./vault-body.ts";
import { type ObjectVersion, VaultObjects } from "./vault-objects.ts";
import type { Vaults } from "./vaults.ts";

const makePair = promisify(generateKeyPair);

/** `JsonWebKeyOperation`s that an RSA key can be allowed; one on a curve signs and verifies. Source: @azure/keyvault-keys 4.10.2, read 2026-11-25. */
export const keyOperations = ["encrypt", "decrypt", "sign", "verify", "wrapKey", "unwrapKey"] as const;
const curveOperations = ["sign", "verify"] as const;

export type KeyType = "RSA" | "RSA-HSM" | "EC" | "EC-HSM";

/** One version of a key. */
export interface KeyVersion extends ObjectVersion {
  readonly keyType: KeyType;
  readonly keyOperations: readonly string[];
  readonly pair: KeyPair;
  readonly exportable: boolean;
}
/** What a new version is made from. */
export interface KeyFields extends ObjectFields {
  readonly keyType: KeyType;
  /** Default: what the type can do. */
  readonly keyOperations: readonly string[] | undefined;
  readonly material: KeyMaterial;
}

/** A pair that is given, or what one is made of. */
export type KeyMaterial = { readonly pair: KeyPair } | { readonly keySize: number } | { readonly curve: Curve };

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
    const pair = await toPair(fields.material);
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
      keyOperations: operations ?? operationsOf(keyType),
      pair,
      exportable: false,
    };
    this.add(vaultName, name, version);
    return version;
  }
}

function createRsaPair(keySize: number): Promise<KeyPair> {
  return makePair("rsa", { modulusLength: keySize });
}

/** What a key of the type can do. */
export function operationsOf(keyType: KeyType): readonly string[] {
  return keyType.startsWith("EC") ? curveOperations : keyOperations;
}

export function toPair(material: KeyMaterial): Promise<KeyPair> {
  if ("pair" in material) return Promise.resolve(material.pair);
  return "curve" in material ? createCurvePair(material.curve) : createRsaPair(material.keySize);
}
