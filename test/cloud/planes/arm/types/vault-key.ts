import { curveOf } from "../../vault/elliptic-curve.ts";
import { curveNames, toKeyMaterial } from "../../vault/key-material.ts";
import { keyOperations, type KeyType, type KeyVersion, type VaultKeys } from "../../vault/vault-keys.ts";
import type { Json } from "../body-check.ts";
import type { ResourceStore } from "../resource-store.ts";
import type { ResourceKind, ResourceType } from "../resource-type.ts";
import { dictionary, flag, list, oneOf, structure, text, whole } from "../shape.ts";
import { vaultApiVersions } from "./vault.ts";

const epochSeconds = whole(0, 253_402_300_799);

/**
 * Keys through ARM: the first version is made here, and a PUT on a key that is there is answered with what is there.
 * Later versions, changes and deletion are the data plane's.
 */
export const vaultKeyType: ResourceType = {
  type: "Microsoft.KeyVault/vaults/keys",
  operation: "arm.vaultKeys",
  apiVersions: vaultApiVersions,
  methods: ["GET", "PUT", "LIST"],
  scope: "group",
  location: "none",
  name: {
    pattern: /^[a-zA-Z0-9-]{1,127}$/,
    code: "BadRequest",
    message: (name) => `The key name '${name}' is invalid: 1-127 characters, 0-9, a-z, A-Z and -.`,
  },
  body: structure({
    tags: dictionary(text()),
    location: text({ readOnly: true }),
    properties: structure(
      {
        kty: oneOf(["EC", "EC-HSM", "RSA", "RSA-HSM"], { required: true }),
        keySize: whole(2048, 4096),
        curveName: oneOf(curveNames),
        keyOps: list(oneOf(keyOperations)),
        attributes: structure(
          {
            enabled: flag({ initial: true }),
            nbf: epochSeconds,
            exp: epochSeconds,
            exportable: flag(),
            created: { ...epochSeconds, readOnly: true },
            updated: { ...epochSeconds, readOnly: true },
            recoveryLevel: text({ readOnly: true }),
          },
          { initial: {} },
        ),
        keyUri: text({ readOnly: true }),
        keyUriWithVersion: text({ readOnly: true }),
      },
      { required: true },
    ),
  }),
  write: { createdStatus: 200, style: "none", durationMs: 0 },
  remove: { status: 200, style: "none", durationMs: 0 },
  source: "@azure/arm-keyvault 5.0.0 models (Key) and keys.createIfNotExist, read 2026-11-25",
};

interface KeyProperties {
  readonly kty: KeyType;
  readonly keySize?: number;
  readonly curveName?: string;
  readonly keyOps?: readonly string[];
  readonly attributes: { readonly enabled: boolean; readonly nbf?: number; readonly exp?: number };
}

/** Keys through ARM are those of the data plane. */
export function vaultKeyKind(keys: VaultKeys, resources: ResourceStore): ResourceKind {
  const isPremium = (vaultId: string): boolean =>
    (resources.get(vaultId)?.properties["sku"] as { name?: string } | undefined)?.name === "premium";
  return {
    rules: vaultKeyType,
    behaviour: {
      derive: async ({ id, body, current }) => {
        const vaultName = id.parentId.split("/").at(-1) ?? "";
        const { kty, keySize, curveName, keyOps, attributes } = body["properties"] as KeyProperties;
        const before = current === undefined ? undefined : keys.find(vaultName, id.name);
        const version =
          before ??
          (await keys.create(vaultName, id.name, {
            ...toKeyMaterial({ kty, key_size: keySize, crv: curveName }, isPremium(id.parentId)),
            keyOperations: keyOps,
            enabled: attributes.enabled,
            notBefore: attributes.nbf,
            expires: attributes.exp,
            tags: body["tags"] as Record<string, string> | undefined,
          }));
        return toArmKey(keys, vaultName, id.name, version);
      },
    },
  };
}

/** What ARM answers of a key: never more than its public side. */
export function toArmKey(keys: VaultKeys, vaultName: string, name: string, version: KeyVersion): Json {
  const curve = curveOf(version.pair.publicKey);
  return {
    ...(version.tags === undefined ? {} : { tags: version.tags }),
    properties: {
      kty: version.keyType,
      ...(curve === undefined ? { keySize: version.pair.publicKey.asymmetricKeyDetails?.modulusLength } : { curveName: curve.name }),
      keyOps: version.keyOperations,
      attributes: {
        enabled: version.enabled,
        ...(version.notBefore === undefined ? {} : { nbf: version.notBefore }),
        ...(version.expires === undefined ? {} : { exp: version.expires }),
        created: version.created,
        updated: version.updated,
        exportable: version.exportable,
      },
      keyUri: keys.uriOf(vaultName, name),
      keyUriWithVersion: keys.uriOf(vaultName, name, version.version),
    },
  };
}
