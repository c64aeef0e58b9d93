import { ClientAssertionCredential, ClientSecretCredential, type TokenCredential } from "@azure/identity";
import type { Cloud } from "../../infra/contract/cloud.ts";
import { boundRetryAfter } from "./bounded-retry-after.ts";
import { createLoginAnswersPolicy, type LoginRefusal } from "./login-answers.ts";
import { toTransportFailure } from "./transport-failure.ts";

/** What the calling app proves itself with: a secret, or a token about it that somebody signed. */
export type AppProof = { readonly clientSecret: string } | { readonly clientAssertion: string };

/** A token request and what came of it. */
export type AppTokenAnswer =
  | { readonly kind: "token"; readonly accessToken: string; readonly clockSkewSeconds: number | undefined }
  | { readonly kind: "refused"; readonly refusal: LoginRefusal; readonly clockSkewSeconds: number | undefined };

/**
 * Asks for a fresh Graph token of the calling app: a new credential each time, so that nothing is cached. A role granted
 * a second ago is in it or nowhere.
 * @throws TransportFailure
 */
export async function requestAppToken(
  cloud: Cloud,
  app: { readonly tenantId: string; readonly clientId: string; readonly proof: AppProof },
  abortSignal: AbortSignal,
): Promise<AppTokenAnswer> {
  const { answers, policy } = createLoginAnswersPolicy(cloud.loginUrl);
  const { tenantId, clientId, proof } = app;
  const options = {
    authorityHost: cloud.loginUrl,
    ...(cloud.rehearsal === undefined ? {} : { disableInstanceDiscovery: true }),
    // Wall time, shortened with the rehearsal's clock.
    retryOptions: { maxRetries: 2, maxRetryDelayInMs: 4000 / (cloud.rehearsal?.clockRate ?? 1) },
    additionalPolicies: [{ policy, position: "perCall" as const }, boundRetryAfter(cloud.rehearsal?.clockRate ?? 1)],
  };
  const credential: TokenCredential =
    "clientSecret" in proof
      ? new ClientSecretCredential(tenantId, clientId, proof.clientSecret, options)
      : new ClientAssertionCredential(tenantId, clientId, () => Promise.resolve(proof.clientAssertion), options);
  try {
    const token = await credential.getToken(`${cloud.graphUrl}/.default`, { abortSignal });
    return { kind: "token", accessToken: token?.token ?? "", clockSkewSeconds: toSkewSeconds(answers.dateHeader) };
  } catch (error) {
    abortSignal.throwIfAborted();
    if (answers.refusal !== undefined) {
      return { kind: "refused", refusal: answers.refusal, clockSkewSeconds: toSkewSeconds(answers.dateHeader) };
    }
    throw toTransportFailure(answers.failure, cloud.loginUrl) ?? toTransportFailure(error, cloud.loginUrl) ?? error;
  }
}

/** Seconds that this machine's clock is ahead of the server's; the header has no more than whole seconds. */
function toSkewSeconds(dateHeader: string | undefined): number | undefined {
  const serverMs = dateHeader === undefined ? Number.NaN : Date.parse(dateHeader);
  return Number.isNaN(serverMs) ? undefined : Math.round((Date.now() - serverMs) / 1000);
}
