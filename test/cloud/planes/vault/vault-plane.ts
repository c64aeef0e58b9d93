import type { CloudContext } from "../../core/cloud-context.ts";
import type { Plane } from "../../core/operation.ts";
import { createCertificateOperations } from "./certificate-operations.ts";
import { createKeyOperations } from "./key-operations.ts";
import { createSecretOperations } from "./secret-operations.ts";
import { VaultCertificates } from "./vault-certificates.ts";
import type { VaultKeys } from "./vault-keys.ts";
import type { VaultSecrets } from "./vault-secrets.ts";
import type { Vaults } from "./vaults.ts";

/** Key Vault's data plane, one origin a vault: secrets, keys and certificates. */
export function createVaultPlane(
  context: CloudContext,
  vaults: Vaults,
  { secrets, keys }: { readonly secrets: VaultSecrets; readonly keys: VaultKeys },
): Plane {
  const { clock, ids } = context;
  const certificates = new VaultCertificates(vaults, { clock, ids, keys, secrets });
  return {
    name: "vault",
    operations: [
      ...createSecretOperations(context, vaults, secrets),
      ...createKeyOperations(context, vaults, keys),
      ...createCertificateOperations(context, vaults, { certificates, keys, secrets }),
    ],
  };
}
