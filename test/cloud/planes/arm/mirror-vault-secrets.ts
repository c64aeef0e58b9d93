import type { VaultSecrets } from "../vault/vault-secrets.ts";
import { mergeDeep } from "./merge.ts";
import type { ResourceStore } from "./resource-store.ts";
import { toArmSecret, vaultSecretType } from "./types/vault-secret.ts";

/** Keeps ARM's view of secrets equal to the data plane's: both read the same vault. */
export function mirrorVaultSecrets(resources: ResourceStore, secrets: VaultSecrets): void {
  secrets.watch((vault, name, latest) => {
    const id = `${vault.resourceId}/secrets/${name}`;
    // ASSUMED: the secret of a certificate is not among ARM's.
    if (latest?.managed === true) return;
    if (latest === undefined) {
      resources.remove(id);
      return;
    }
    const before = resources.get(id) ?? { id, name, type: vaultSecretType.type, properties: { provisioningState: "Succeeded" } };
    resources.put(mergeDeep(before, toArmSecret(secrets, vault.vaultName, name, latest)) as typeof before);
  });
}
