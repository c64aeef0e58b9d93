import {
  DefaultAzureCredential,
  EnvironmentCredential,
  ManagedIdentityCredential,
  type GetTokenOptions,
  type TokenCredential,
  type TokenCredentialOptions,
} from "@azure/identity";
import type { Cloud } from "../../infra/contract/cloud.ts";
import { boundRetryAfter } from "./bounded-retry-after.ts";
import { createLoginAnswersPolicy, type LoginRefusal } from "./login-answers.ts";
import { toTransportFailure } from "./transport-failure.ts";

/** The operator has no usable sign-in: none was found, or the login host refused it. Says nothing about the calling app. */
export class OperatorSignInFailure extends Error {
  override readonly name = "OperatorSignInFailure";
  /** What the login host said; undefined where it was not even asked. */
  readonly refusal: LoginRefusal | undefined;

  constructor(refusal: LoginRefusal | undefined, cause: unknown) {
    super("the operator could not sign in", { cause });
    this.refusal = refusal;
  }
}

/**
 * The identity of whoever runs a command: environment variables, a managed identity, or the sign-in of az, azd or
 * PowerShell; in its own tenant where none is named. In a rehearsal only the variables that it sets (a machine's, or a person's): nothing of the machine's own sign-ins is touched.
 * `getToken` throws OperatorSignInFailure or TransportFailure.
 */
export function createOperatorCredential(cloud: Cloud, tenantId: string | undefined): TokenCredential {
  const { answers, policy } = createLoginAnswersPolicy(cloud.loginUrl);
  const options = {
    authorityHost: cloud.loginUrl,
    retryOptions: { maxRetries: 2, maxRetryDelayInMs: 4000 / (cloud.rehearsal?.clockRate ?? 1) },
    additionalPolicies: [{ policy, position: "perCall" as const }, boundRetryAfter(cloud.rehearsal?.clockRate ?? 1)],
  };
  const credential: TokenCredential =
    cloud.rehearsal === undefined
      ? new DefaultAzureCredential({ ...options, ...(tenantId === undefined ? {} : { tenantId }) })
      : createRehearsedCredential(options);
  return {
    getToken: async (scopes: string | string[], tokenOptions?: GetTokenOptions) => {
      try {
        return await credential.getToken(scopes, tokenOptions);
      } catch (error) {
        if (tokenOptions?.abortSignal?.aborted === true) throw error;
        throw toTransportFailure(answers.failure, cloud.loginUrl) ?? new OperatorSignInFailure(answers.refusal, error);
      }
    },
  };
}

function createRehearsedCredential(options: TokenCredentialOptions): TokenCredential {
  const { IDENTITY_ENDPOINT: endpoint = "", AZURE_CLIENT_ID: clientId = "" } = process.env;
  return endpoint === ""
    ? new EnvironmentCredential({ ...options, disableInstanceDiscovery: true })
    : new ManagedIdentityCredential({ ...options, clientId });
}
