import { curveOf, toCurveJwk } from "./elliptic-curve.ts";
import { toAttributes, type VaultRecovery } from "./object-attributes.ts";
import type { KeyVersion, VaultKeys } from "./vault-keys.ts";

type Json = Record<string, unknown>;

/** `KeyAttributes`: what every object has, and that the key stays where it is. `hsmPlatform` 0 is software, 1 an HSM. Source: https://learn.microsoft.com/azure/key-vault/keys/about-keys-details, read 2026-11-25. */
function attributesOf(key: KeyVersion, recovery: VaultRecovery): Json {
  return { ...toAttributes(key, recovery), exportable: key.exportable, hsmPlatform: key.keyType.endsWith("-HSM") ? "1" : "0" };
}

/** A key as lists have it. */
export function toKeyItem(
  keys: VaultKeys,
  vaultName: string,
  name: string,
  key: KeyVersion,
  recovery: VaultRecovery,
  withVersion: boolean,
): Json {
  return {
    kid: keys.uriOf(vaultName, name, withVersion ? key.version : undefined),
    attributes: attributesOf(key, recovery),
    ...(key.tags === undefined ? {} : { tags: key.tags }),
    ...(key.managed === true ? { managed: true } : {}),
  };
}

/** A key with its public half. Source: https://learn.microsoft.com/rest/api/keyvault/keys/get-key/get-key, read 2026-11-25. */
export function toKeyBundle(keys: VaultKeys, vaultName: string, name: string, key: KeyVersion, recovery: VaultRecovery): Json {
  return {
    key: {
      kid: keys.uriOf(vaultName, name, key.version),
      kty: key.keyType,
      key_ops: key.keyOperations,
      ...toPublicMembers(key),
    },
    attributes: attributesOf(key, recovery),
    ...(key.tags === undefined ? {} : { tags: key.tags }),
    ...(key.managed === true ? { managed: true } : {}),
  };
}

function toPublicMembers({ pair }: KeyVersion): Json {
  const curve = curveOf(pair.publicKey);
  if (curve !== undefined) return toCurveJwk(pair.publicKey, curve);
  const { n, e } = pair.publicKey.export({ format: "jwk" });
  return { n, e };
}
