import type { Connection } from "../connection.ts";
import { ProviderFailure } from "../provider-failure.ts";

/** Resource of vault tokens in every public cloud. Source: facts/cloud-wire.md 3.1, read 2026-11-25. */
const vaultResource = "https://vault.azure.net";
/** Data plane version that the provider's Key Vault client speaks. ASSUMED: 7.4; the plugin cannot be had here. */
const vaultApiVersion = "7.4";

/** Deletes a secret through the vault's data plane, as the real provider does: ARM has no delete for it. */
export async function deleteVaultSecret(connection: Connection, vaultUri: string, secretName: string): Promise<void> {
  const url = new URL(`secrets/${secretName}?api-version=${vaultApiVersion}`, vaultUri.endsWith("/") ? vaultUri : `${vaultUri}/`);
  const authorization = `Bearer ${await connection.token(vaultResource)}`;
  const answer = await connection.send({ method: "DELETE", url: url.href, headers: { authorization, accept: "application/json" } });
  if (answer.status < 300 || answer.status === 404) return;
  const error = (answer.json?.["error"] ?? {}) as { code?: string; message?: string };
  throw new ProviderFailure(`Status=${answer.status} Code="${error.code ?? "no code"}" Message="${error.message ?? "no message"}"`);
}
