import { audiencesOf } from "../../core/audiences.ts";
import type { Origins } from "../../core/cloud-context.ts";
import { createDirectoryObject, type DirectoryObject } from "./directory-object.ts";
import { type MicrosoftServicePrincipal, microsoftTenantId } from "./microsoft-service-principals.ts";
import { createServicePrincipalBody } from "./application-bodies.ts";

/** One of Microsoft's own service principals, as a tenant shows it. */
export function createMicrosoftPrincipal(
  principal: MicrosoftServicePrincipal,
  objectId: string,
  origins: Pick<Origins, "graph" | "arm" | "nation">,
): DirectoryObject {
  const names = audiencesOf(principal.audience, origins).filter((name) => name !== principal.clientId);
  return createDirectoryObject("servicePrincipal", objectId, {
    ...createServicePrincipalBody({
      objectId,
      clientId: principal.clientId,
      displayName: principal.displayName,
      ownerTenantId: microsoftTenantId,
      servicePrincipalType: "Application",
    }),
    signInAudience: "AzureADMultipleOrgs",
    servicePrincipalNames: [principal.clientId, ...names],
    appRoles: principal.appRoles.map(({ appRoleId, description, displayName, value }) => ({
      allowedMemberTypes: ["Application"],
      description,
      displayName,
      id: appRoleId,
      isEnabled: true,
      origin: "Application",
      value,
    })),
    oauth2PermissionScopes: principal.delegatedScopes.map(({ scopeId, value, type }) => ({
      adminConsentDescription: value,
      adminConsentDisplayName: value,
      id: scopeId,
      isEnabled: true,
      type,
      userConsentDescription: value,
      userConsentDisplayName: value,
      value,
    })),
  });
}
