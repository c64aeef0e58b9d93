import type { CompleteSeed } from "./seed.ts";

/** Client id of the Azure CLI, the public client with which people sign in. Source: https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in, read 2026-11-25. */
const azureCliClientId = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

/**
 * The environment variables with which @azure/identity's EnvironmentCredential signs in as a principal of the seed: a
 * user (or the first member of a group) by name and password, a service principal by secret.
 */
export function toSignIn(seed: CompleteSeed, tenantId: string, principalObjectId: string): Record<string, string> {
  const user = findUser(seed, principalObjectId);
  if (user !== undefined) {
    return {
      AZURE_TENANT_ID: tenantId,
      AZURE_CLIENT_ID: azureCliClientId,
      AZURE_USERNAME: user.userPrincipalName,
      AZURE_PASSWORD: user.password,
    };
  }
  const application = seed.applications.find((candidate) => candidate.principalObjectId === principalObjectId);
  const secret = application?.secrets[0]?.value;
  if (application === undefined || secret === undefined) {
    throw new RangeError(
      `the seed has nobody ${principalObjectId} who could sign in: a user, a group with a user in it, or an application with a secret`,
    );
  }
  return { AZURE_TENANT_ID: tenantId, AZURE_CLIENT_ID: application.clientId, AZURE_CLIENT_SECRET: secret };
}

function findUser(seed: CompleteSeed, objectId: string): CompleteSeed["users"][number] | undefined {
  const direct = seed.users.find((user) => user.objectId === objectId);
  if (direct !== undefined) return direct;
  const group = seed.groups.find((candidate) => candidate.objectId === objectId);
  return group?.memberObjectIds.map((member) => findUser(seed, member)).find((user) => user !== undefined);
}
