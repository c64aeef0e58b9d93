import type { TokenCredential } from "@azure/identity";
import { SecretClient, type KeyVaultSecret } from "@azure/keyvault-secrets";
import type { Cloud } from "../../infra/contract/cloud.ts";
import { boundRetryAfter } from "./bounded-retry-after.ts";
import { refuseForeignHost } from "./cloud-http.ts";

/** A secret as it is in the vault now. The value goes to the login host and nowhere else. */
export interface VaultSecret {
  readonly value: string;
  /** End of this version as the vault says; undefined where it has none. */
  readonly expiresOn: Date | undefined;
}

/**
 * Reads the current version of a secret by its versionless URL (`https://VAULT/secrets/NAME`), as the operator.
 * @throws RestError of Azure, OperatorSignInFailure, TransportFailure
 */
export async function readVaultSecret(
  cloud: Cloud,
  credential: TokenCredential,
  secretUrl: string,
  abortSignal: AbortSignal,
): Promise<VaultSecret> {
  refuseForeignHost(cloud, secretUrl);
  const url = new URL(secretUrl);
  const [, collection, name] = url.pathname.split("/");
  if (collection !== "secrets" || name === undefined || name === "")
    throw new TypeError(`not a secret's URL: ${url.origin}${url.pathname}`);
  const client = new SecretClient(url.origin, credential, {
    // A rehearsal's vault is on localhost, which is no subdomain of the challenge's resource.
    ...(cloud.rehearsal === undefined ? {} : { disableChallengeResourceVerification: true }),
    retryOptions: { maxRetries: 3, maxRetryDelayInMs: 8000 / (cloud.rehearsal?.clockRate ?? 1) },
    additionalPolicies: [boundRetryAfter(cloud.rehearsal?.clockRate ?? 1)],
  });
  const secret: KeyVaultSecret = await client.getSecret(name, { abortSignal });
  return { value: secret.value ?? "", expiresOn: secret.properties.expiresOn };
}
