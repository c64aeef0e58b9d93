import type { Seed } from "../../test/cloud/core/seed.ts";

/** A machine in Azure with one user-assigned managed identity. */
export interface RehearsedMachine {
  readonly clientId: string;
  readonly identityResourceId: string;
  /** What the cloud must hold for it. */
  readonly seed: Pick<Seed, "servicePrincipals" | "grants" | "armResources">;
}

const clientId = "9b2f6c1d-4e7a-4c3b-8d5f-0a1e2c3b4d5f";
const location = "swedencentral";

/** The machine whose identity has that object id. The identity reads the directory, as drift and consent checks need of an operator. */
export function createMachine(principalObjectId: string, subscriptionId: string, tenantId: string): RehearsedMachine {
  const groupId = `/subscriptions/${subscriptionId}/resourceGroups/machines`;
  const identityResourceId = `${groupId}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/machine`;
  return {
    clientId,
    identityResourceId,
    seed: {
      servicePrincipals: [{ objectId: principalObjectId, clientId, displayName: "machine", managedIdentityResourceId: identityResourceId }],
      grants: [{ principalObjectId, roleValue: "Directory.Read.All" }],
      armResources: [
        { id: groupId, type: "Microsoft.Resources/resourceGroups", location },
        {
          id: identityResourceId,
          type: "Microsoft.ManagedIdentity/userAssignedIdentities",
          location,
          properties: { principalId: principalObjectId, clientId, tenantId },
        },
      ],
    },
  };
}
