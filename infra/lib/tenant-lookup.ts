import * as azuread from "@pulumi/azuread";
import { DialtoneError } from "../contract/dialtone-error.ts";
import { callsInitiateAllAppRoleId, callsInitiateAllValue, microsoftGraphClientId } from "../contract/microsoft-ids.ts";

/** The tenant as the deployer finds it. */
export interface TenantLookup {
  /** Object id of Microsoft Graph's service principal in this tenant. */
  readonly graphPrincipalObjectId: string;
  /** App role of `Calls.Initiate.All`, as this tenant's Microsoft Graph names it; equal to the pinned id. */
  readonly appRoleId: string;
  /** Object id of who deploys. */
  readonly deployerObjectId: string;
}

/**
 * Looks Microsoft Graph's service principal and the deployer up, before anything is made. Microsoft's own service
 * principal is read, never managed: a managed one would be written to, and deleted with the stack.
 * @throws DialtoneError DT_PROVISION_FAILED when the app role is missing there, or is another one than the pinned
 */
export async function loadTenantLookup(provider: azuread.Provider): Promise<TenantLookup> {
  const [graph, deployer] = await Promise.all([
    azuread.getServicePrincipal({ clientId: microsoftGraphClientId }, { provider }),
    azuread.getClientConfig({ provider }),
  ]);
  const appRoleId = graph.appRoleIds[callsInitiateAllValue];
  if (appRoleId !== callsInitiateAllAppRoleId) {
    throw new DialtoneError({
      code: "DT_PROVISION_FAILED",
      what: `Microsoft Graph in this tenant does not offer ${callsInitiateAllValue} as it is known; nothing was created`,
      saw: appRoleId === undefined ? "no app role of that name" : `app role ${appRoleId}`,
      expected: callsInitiateAllAppRoleId,
      fix: "check that tenantId and cloud belong together: pulumi config get tenantId, pulumi config get cloud",
    });
  }
  return { graphPrincipalObjectId: graph.objectId, appRoleId, deployerObjectId: deployer.objectId };
}
