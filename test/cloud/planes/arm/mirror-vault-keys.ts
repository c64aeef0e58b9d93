import type { VaultKeys } from "../vault/vault-keys.ts";
import { mergeDeep } from "./merge.ts";
import type { ResourceStore } from "./resource-store.ts";
import { toArmKey, vaultKeyType } from "./types/vault-key.ts";

/** Keeps ARM's view of keys equal to the data plane's: both read the same vault. */
export function mirrorVaultKeys(resources: ResourceStore, keys: VaultKeys): void {
  keys.watch((vault, name, latest) => {
    const id = `${vault.resourceId}/keys/${name}`;
    // ASSUMED: the key of a certificate is not among ARM's.
    if (latest?.managed === true) return;
    if (latest === undefined) {
      resources.remove(id);
      return;
    }
    const before = resources.get(id) ?? { id, name, type: vaultKeyType.type, properties: { provisioningState: "Succeeded" } };
    resources.put(mergeDeep(before, toArmKey(keys, vault.vaultName, name, latest)) as typeof before);
  });
}
