import type { Cloud } from "../contract/cloud.ts";
import type { FederatedGeneration } from "../contract/credential-settings.ts";

/** Whose tokens an application takes: all three must be in the token, letter by letter. */
export interface FederatedTrust {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
}

/**
 * The audience of a managed identity's token, by cloud.
 * Source: https://learn.microsoft.com/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity, read 2026-11-25.
 */
const identityAudiences: Record<Cloud["pulumiEnvironment"], string> = {
  public: "api://AzureADTokenExchange",
  usgovernment: "api://AzureADTokenExchangeUSGov",
};

/** A generation as issuer, subject and audience; a managed identity's tokens are of this tenant, about its object id (source: as above). */
export function toFederatedTrust(
  generation: FederatedGeneration,
  cloud: Pick<Cloud, "pulumiEnvironment" | "loginUrl">,
  tenantId: string,
): FederatedTrust {
  if ("issuer" in generation) {
    const { issuer, subject, audience } = generation;
    return { issuer, subject, audience };
  }
  return {
    issuer: `${cloud.loginUrl}/${tenantId}/v2.0`,
    subject: generation.managedIdentity,
    audience: identityAudiences[cloud.pulumiEnvironment],
  };
}
