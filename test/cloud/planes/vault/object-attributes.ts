import type { ObjectVersion } from "./vault-objects.ts";

/** How long a deleted object can be recovered and whether it can be purged; the vault decides both. */
export interface VaultRecovery {
  readonly recoverableDays: number;
  readonly isPurgeProtected: boolean;
}

/**
 * `attributes` of the wire, the same for secrets, keys and certificates.
 * Source: https://learn.microsoft.com/rest/api/keyvault/secrets/get-secret/get-secret, and for the four levels
 * `KnownDeletionRecoveryLevel` of @azure/keyvault-keys 4.10.2 (below 90 days it is the customised one), read 2026-11-25.
 */
export function toAttributes(version: ObjectVersion, recovery: VaultRecovery): Record<string, unknown> {
  const level = recovery.recoverableDays < 90 ? "CustomizedRecoverable" : "Recoverable";
  return {
    enabled: version.enabled,
    ...(version.notBefore === undefined ? {} : { nbf: version.notBefore }),
    ...(version.expires === undefined ? {} : { exp: version.expires }),
    created: version.created,
    updated: version.updated,
    recoveryLevel: recovery.isPurgeProtected ? level : `${level}+Purgeable`,
    recoverableDays: recovery.recoverableDays,
  };
}
