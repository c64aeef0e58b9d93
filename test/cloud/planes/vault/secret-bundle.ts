import type { DeletedSecret, SecretVersion, VaultSecrets } from "./vault-secrets.ts";

/** How long a deleted secret can be recovered and what a client may do; the vault decides both. */
export interface VaultRecovery {
  readonly recoverableDays: number;
  readonly isPurgeProtected: boolean;
}

/** `SecretAttributes` of the wire. Source: https://learn.microsoft.com/rest/api/keyvault/secrets/get-secret/get-secret, read 2026-11-25. */
function attributesOf(secret: SecretVersion, recovery: VaultRecovery): Record<string, unknown> {
  return {
    enabled: secret.enabled,
    ...(secret.notBefore === undefined ? {} : { nbf: secret.notBefore }),
    ...(secret.expires === undefined ? {} : { exp: secret.expires }),
    created: secret.created,
    updated: secret.updated,
    recoveryLevel: recovery.isPurgeProtected ? "Recoverable" : "Recoverable+Purgeable",
    recoverableDays: recovery.recoverableDays,
  };
}

/** A secret without its value, as lists have it. */
export function toSecretItem(
  secrets: VaultSecrets,
  vaultName: string,
  name: string,
  secret: SecretVersion,
  recovery: VaultRecovery,
  withVersion: boolean,
): Record<string, unknown> {
  return {
    id: secrets.uriOf(vaultName, name, withVersion ? secret.version : undefined),
    ...(secret.contentType === undefined ? {} : { contentType: secret.contentType }),
    attributes: attributesOf(secret, recovery),
    ...(secret.tags === undefined ? {} : { tags: secret.tags }),
  };
}

/** A secret with its value. */
export function toSecretBundle(
  secrets: VaultSecrets,
  vaultName: string,
  name: string,
  secret: SecretVersion,
  recovery: VaultRecovery,
): Record<string, unknown> {
  return { value: secret.value, ...toSecretItem(secrets, vaultName, name, secret, recovery, true) };
}

/** A deleted secret; never with a value. */
export function toDeletedBundle(
  secrets: VaultSecrets,
  vaultName: string,
  origin: string,
  deleted: DeletedSecret,
  recovery: VaultRecovery,
  withVersion: boolean,
): Record<string, unknown> {
  const latest = deleted.versions.at(-1);
  return {
    recoveryId: `${origin}/deletedsecrets/${deleted.name}`,
    deletedDate: deleted.deletedDate,
    scheduledPurgeDate: deleted.scheduledPurgeDate,
    ...(latest === undefined ? {} : toSecretItem(secrets, vaultName, deleted.name, latest, recovery, withVersion)),
  };
}
