import { ClientSecretCredential, DefaultAzureCredential, type TokenCredential } from "@azure/identity";
import type { Cloud } from "../../infra/contract/cloud.ts";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import { createLoginAnswersPolicy, type LoginRefusal } from "./login-answers.ts";
import { toTransportFailure } from "./transport-failure.ts";

/** A token for the audience (`https://management.azure.com`). @throws DialtoneError DT_CREDENTIAL_OPERATOR, TransportFailure */
export type DeployerToken = (audience: string) => Promise<string>;

/**
 * Signs in as the providers do: with ARM_CLIENT_ID and ARM_CLIENT_SECRET where they are set, else as @azure/identity
 * finds (environment, workload identity, managed identity, az).
 */
export function createDeployerToken(cloud: Cloud, tenantId: string, environment: NodeJS.ProcessEnv, signal: AbortSignal): DeployerToken {
  const { answers, policy } = createLoginAnswersPolicy(cloud.loginUrl);
  const options = {
    authorityHost: cloud.loginUrl,
    disableInstanceDiscovery: cloud.rehearsal !== undefined,
    additionalPolicies: [{ policy, position: "perCall" as const }],
  };
  const { ARM_CLIENT_ID: clientId = "", ARM_CLIENT_SECRET: clientSecret = "" } = environment;
  const credential: TokenCredential =
    clientId !== "" && clientSecret !== ""
      ? new ClientSecretCredential(tenantId, clientId, clientSecret, options)
      : new DefaultAzureCredential({ tenantId, ...options });
  return async (audience) => {
    try {
      const answer = await credential.getToken(`${audience}/.default`, { abortSignal: signal });
      if (answer !== null) return answer.token;
    } catch (error) {
      signal.throwIfAborted();
      throw toTransportFailure(answers.failure, cloud.loginUrl) ?? toSignInError(answers.refusal, tenantId, error);
    }
    throw toSignInError(undefined, tenantId, undefined);
  };
}

function toSignInError(refusal: LoginRefusal | undefined, tenantId: string, cause: unknown): DialtoneError {
  return new DialtoneError({
    code: "DT_CREDENTIAL_OPERATOR",
    what: `could not sign in as the deployer (you) in tenant ${tenantId}`,
    saw:
      refusal === undefined
        ? "no sign-in found: neither ARM_* nor AZURE_* variables nor az, azd or PowerShell"
        : `${refusal.error} ${refusal.errorCodes.map((code) => `AADSTS${code}`).join(" ")} (correlation id ${refusal.correlationId})`,
    expected: "whoever deploys the stack, signed in to its tenant",
    fix: `az login --tenant ${tenantId}, or the ARM_* variables of the providers; then run it again`,
    cause,
  });
}
