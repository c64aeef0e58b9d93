import type { TokenCredential } from "@azure/identity";
import type { Cloud } from "../../infra/contract/cloud.ts";
import { boundRetryAfter } from "./bounded-retry-after.ts";
import { refuseForeignHost } from "./cloud-http.ts";

/**
 * Signs with a key that stays in its vault (`https://VAULT/keys/NAME`), as the operator: RSASSA-PSS with SHA-256.
 * @throws RestError of Azure, OperatorSignInFailure, TransportFailure
 */
export async function signInVault(
  cloud: Cloud,
  credential: TokenCredential,
  keyUrl: string,
  signingInput: Uint8Array,
  abortSignal: AbortSignal,
): Promise<Uint8Array> {
  refuseForeignHost(cloud, keyUrl);
  const url = new URL(keyUrl);
  const [, collection, name] = url.pathname.split("/");
  if (collection !== "keys" || name === undefined || name === "") throw new TypeError(`not a key's URL: ${url.origin}${url.pathname}`);
  const options = {
    // A rehearsal's vault is on localhost, which is no subdomain of the challenge's resource.
    disableChallengeResourceVerification: cloud.rehearsal !== undefined,
    retryOptions: { maxRetries: 3, maxRetryDelayInMs: 8000 / (cloud.rehearsal?.clockRate ?? 1) },
    additionalPolicies: [boundRetryAfter(cloud.rehearsal?.clockRate ?? 1)],
  };
  // Loaded here: only a certificate needs it.
  const { CryptographyClient, KeyClient } = await import("@azure/keyvault-keys");
  const key = await new KeyClient(url.origin, credential, options).getKey(name, { abortSignal });
  const { result } = await new CryptographyClient(key, credential, options).signData("PS256", signingInput, { abortSignal });
  return result;
}
