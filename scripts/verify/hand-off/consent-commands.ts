import { callsInitiateAllValue, microsoftGraphClientId } from "../../../infra/contract/microsoft-ids.ts";
import type { HandOff } from "./hand-off.ts";

/** Names of a cloud in az and in the Graph PowerShell module. Source: `az cloud list` and Get-MgEnvironment docs, read 2026-11-25. */
const cloudNames: Record<HandOff["cloud"], { readonly az: string; readonly mg: string }> = {
  public: { az: "AzureCloud", mg: "Global" },
  usgov: { az: "AzureUSGovernment", mg: "USGov" },
  "usgov-dod": { az: "AzureUSGovernment", mg: "USGovDoD" },
  rehearsal: { az: "AzureCloud", mg: "Global" },
};

/** Id of the app consent policy and name of the role that the lines make. */
const policyId = (handOff: HandOff): string => `dialtone-${handOff.clientId}`;
const roleName = (handOff: HandOff): string => `Dialtone consent for ${handOff.clientId}`;

/** Lines to paste, with the values of this app filled in. All values are ids and endpoints: none needs quoting against a shell. */
export interface ConsentCommands {
  readonly az: readonly string[];
  readonly powershell: readonly string[];
  /** Delegates exactly this grant to somebody who is no administrator. */
  readonly policy: readonly string[];
  readonly revokeByAz: readonly string[];
  readonly revokeByPowershell: readonly string[];
}

/**
 * Grant, delegate and revoke this one app role. Sources: https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignedto
 * (graph-calling facts 6.4), https://learn.microsoft.com/entra/identity/enterprise-apps/manage-app-consent-policies,
 * https://learn.microsoft.com/entra/identity/role-based-access-control/custom-consent-permissions, read 2026-11-25.
 */
export function createConsentCommands(handOff: HandOff): ConsentCommands {
  const { tenantId, graphUrl, principalObjectId, resourceObjectId, appRoleId, clientId } = handOff;
  const names = cloudNames[handOff.cloud];
  const azSignIn = [
    ...(names.az === "AzureCloud" ? [] : [`az cloud set --name ${names.az}`]),
    `az login --tenant ${tenantId} --allow-no-subscriptions`,
  ];
  const connect = (scopes: string): string => `Connect-MgGraph -TenantId ${tenantId} -Environment ${names.mg} -Scopes ${scopes}`;
  const assignments = `${graphUrl}/v1.0/servicePrincipals/${principalObjectId}/appRoleAssignments`;
  const assignment = JSON.stringify({ principalId: principalObjectId, resourceId: resourceObjectId, appRoleId });
  return {
    az: [
      ...azSignIn,
      `az rest --method POST --url ${graphUrl}/v1.0/servicePrincipals/${resourceObjectId}/appRoleAssignedTo --resource ${graphUrl} --headers Content-Type=application/json --body '${assignment}'`,
    ],
    powershell: [
      connect("AppRoleAssignment.ReadWrite.All,Application.Read.All"),
      `New-MgServicePrincipalAppRoleAssignedTo -ServicePrincipalId ${resourceObjectId} -PrincipalId ${principalObjectId} -ResourceId ${resourceObjectId} -AppRoleId ${appRoleId}`,
    ],
    policy: [
      connect("Policy.ReadWrite.PermissionGrant,RoleManagement.ReadWrite.Directory"),
      `New-MgPolicyPermissionGrantPolicy -Id ${policyId(handOff)} -DisplayName "${roleName(handOff)}" -Description "Only ${callsInitiateAllValue}, only this app"`,
      `New-MgPolicyPermissionGrantPolicyInclude -PermissionGrantPolicyId ${policyId(handOff)} -PermissionType application -ResourceApplication ${microsoftGraphClientId} -Permissions ${appRoleId} -ClientApplicationIds ${clientId}`,
      `New-MgRoleManagementDirectoryRoleDefinition -DisplayName "${roleName(handOff)}" -IsEnabled -RolePermissions @{ allowedResourceActions = @("microsoft.directory/servicePrincipals/managePermissionGrantsForAll.${policyId(handOff)}") }`,
    ],
    revokeByAz: [
      ...azSignIn,
      `az rest --method GET --url ${assignments} --resource ${graphUrl} --query "value[?appRoleId=='${appRoleId}'].id" --output tsv`,
      `az rest --method DELETE --url ${assignments}/ASSIGNMENT-ID --resource ${graphUrl}`,
    ],
    revokeByPowershell: [
      connect("AppRoleAssignment.ReadWrite.All,Application.Read.All"),
      `Get-MgServicePrincipalAppRoleAssignment -ServicePrincipalId ${principalObjectId} | Where-Object AppRoleId -eq ${appRoleId} | ForEach-Object { Remove-MgServicePrincipalAppRoleAssignment -ServicePrincipalId ${principalObjectId} -AppRoleAssignmentId $_.Id }`,
    ],
  };
}
