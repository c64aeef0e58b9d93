/** One application permission of a Microsoft resource. */
export interface MicrosoftAppRole {
  readonly appRoleId: string;
  readonly value: string;
  readonly displayName: string;
  readonly description: string;
}

/** A service principal that Microsoft puts into every tenant. */
export interface MicrosoftServicePrincipal {
  readonly clientId: string;
  readonly displayName: string;
  readonly audience: "graph" | "arm" | "vault" | "storage";
  readonly appRoles: readonly MicrosoftAppRole[];
  readonly delegatedScopes: readonly MicrosoftScope[];
}

/** One delegated permission; `Admin`: only an administrator may consent. */
export interface MicrosoftScope {
  readonly scopeId: string;
  readonly value: string;
  readonly type: "User" | "Admin";
}

/** Tenant that owns Microsoft's applications. Source: https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in, read 2026-11-25. */
export const microsoftTenantId = "f8cdef31-a31e-4b4a-93e4-5f571e91255a";

/** Client id of Microsoft Graph in every tenant. Source: as above. */
export const graphClientId = "00000003-0000-0000-c000-000000000000";

/**
 * Application permissions of Microsoft Graph: everything about calls, and what the provider, verify and this simulation ask for.
 * Source: microsoftgraph/microsoft-graph-devx-content permissions/new/ProvisioningInfo.json by ../shared/facts/graph-calling.md 2.1
 * (calls) and https://learn.microsoft.com/graph/permissions-reference (others), read 2026-11-25.
 */
const graphAppRoles: readonly MicrosoftAppRole[] = [
  role("284383ee-7f6e-4e40-a2a8-e85dcb029101", "Calls.Initiate.All", "Initiate outgoing 1 to 1 calls from the app"),
  role("4c277553-8a09-487b-8023-29ee378d8324", "Calls.InitiateGroupCall.All", "Initiate outgoing group calls from the app"),
  role("f6b49018-60ab-4f81-83bd-22caeabfed2d", "Calls.JoinGroupCall.All", "Join group calls and meetings as an app"),
  role("fd7ccf6b-3d28-418b-9701-cd10f5cd2fd4", "Calls.JoinGroupCallAsGuest.All", "Join group calls and meetings as a guest"),
  role("a7a681dc-756e-4909-b988-f160edc6655f", "Calls.AccessMedia.All", "Access media streams in a call as an app"),
  role("45bbb07e-7321-4fd7-a8f6-3ff27e6a81c8", "CallRecords.Read.All", "Read all call records"),
  role("1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9", "Application.ReadWrite.All", "Read and write all applications"),
  role("18a4783c-866b-4cc7-a460-3d5e5662c884", "Application.ReadWrite.OwnedBy", "Manage apps that this app creates or owns"),
  role("9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30", "Application.Read.All", "Read all applications"),
  role("06b708a9-e830-4db3-a914-8e69da51d44f", "AppRoleAssignment.ReadWrite.All", "Manage app permission grants and app role assignments"),
  role("7ab1d382-f21e-4acd-a863-ba3e13f7da61", "Directory.Read.All", "Read directory data"),
  role("19dbc75e-c2e2-444c-a770-ec69d8559fc7", "Directory.ReadWrite.All", "Read and write directory data"),
  role("df021288-bdef-4463-88db-98f22de89214", "User.Read.All", "Read all users' full profiles"),
  role("741f803b-c850-494e-b5df-cde7c675a1ca", "User.ReadWrite.All", "Read and write all users' full profiles"),
  role("97235f07-e226-4f63-ace3-39588e11d3a1", "User.ReadBasic.All", "Read all users' basic profiles"),
  role("5b567255-7703-4780-807c-7be8301ae99b", "Group.Read.All", "Read all groups"),
  role("62a82d76-70ea-41e2-9197-370581804d09", "Group.ReadWrite.All", "Read and write all groups"),
  role("98830695-27a2-44f7-8c18-0c3ebc9698f6", "GroupMember.Read.All", "Read all group memberships"),
  role("8e8e4742-1d95-4f68-9d56-6ee75648c72a", "DelegatedPermissionGrant.ReadWrite.All", "Manage all delegated permission grants"),
  role("81b4724a-58aa-41c1-8a55-84ef97466587", "DelegatedPermissionGrant.Read.All", "Read all delegated permission grants"),
  role("246dd0d5-5bd0-4def-940b-0421030a5b68", "Policy.Read.All", "Read your organization's policies"),
  role(
    "be74164b-cff1-491c-8741-e671cb536e13",
    "Policy.ReadWrite.ApplicationConfiguration",
    "Read and write your organization's application configuration policies",
  ),
  role("fb221be6-99f2-473f-bd32-01c6a0e9ca3b", "Policy.ReadWrite.Authorization", "Read and write your organization's authorization policy"),
  role("483bed4a-2ad3-4361-a73b-c83ccdbdc53c", "RoleManagement.Read.Directory", "Read all directory RBAC settings"),
  role("498476ce-e0fe-48b0-b801-37ba7e2685c6", "Organization.Read.All", "Read organization information"),
];

/**
 * Delegated permissions of Microsoft Graph: those that configurations of applications ask for most, by name.
 * Source: https://learn.microsoft.com/graph/permissions-reference (all permissions and ids), read 2026-11-26.
 */
const graphScopes: readonly MicrosoftScope[] = [
  scope("e1fe6dd8-ba31-4d61-89e7-88639da4683d", "User.Read"),
  scope("37f7f235-527c-4136-accd-4a02d197296e", "openid"),
  scope("14dad69e-099b-42c9-810b-d002981feec1", "profile"),
  scope("64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0", "email"),
  scope("7427e0e9-2fba-42fe-b0c0-848c9e6a8182", "offline_access"),
  scope("b340eb25-3456-403f-be2f-af7a0d370277", "User.ReadBasic.All"),
  scope("b4e74841-8e56-480b-be8b-910348b18b4c", "User.ReadWrite"),
  scope("e383f46e-2787-4529-855e-0e479a3ffac0", "Mail.Send"),
  scope("a154be20-db9c-4678-8ab7-66f6cc099a59", "User.Read.All", "Admin"),
  scope("204e0828-b5ca-4ad8-b9f3-f32a958e7cc4", "User.ReadWrite.All", "Admin"),
  scope("5f8c59db-677d-491f-a6b8-5f174b11ec1d", "Group.Read.All", "Admin"),
  scope("4e46008b-f24c-477d-8fff-7bb4ec7aafe0", "Group.ReadWrite.All", "Admin"),
  scope("06da0dbc-49e2-44d2-8312-53f166ab848a", "Directory.Read.All", "Admin"),
  scope("c5366453-9fb0-48a5-a156-24f0c49a4b84", "Directory.ReadWrite.All", "Admin"),
  scope("0e263e50-5827-48a4-b97c-d940288653c7", "Directory.AccessAsUser.All", "Admin"),
  scope("c79f8feb-a9db-4090-85f9-90d820caa0eb", "Application.Read.All", "Admin"),
];

/**
 * Source of client ids: https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in; of scopes:
 * https://learn.microsoft.com/graph/permissions-reference (User.Read) and the `oauth2PermissionScopes` of these principals; read 2026-11-25.
 */
export const microsoftServicePrincipals: readonly MicrosoftServicePrincipal[] = [
  {
    clientId: graphClientId,
    displayName: "Microsoft Graph",
    audience: "graph",
    appRoles: graphAppRoles,
    delegatedScopes: graphScopes,
  },
  {
    clientId: "797f4846-ba00-4fd7-a43e-dac1f8f63013",
    displayName: "Windows Azure Service Management API",
    audience: "arm",
    appRoles: [],
    delegatedScopes: [scope("41094075-9dad-400e-a0bd-54e686782033", "user_impersonation")],
  },
  {
    clientId: "cfa8b339-82a2-471a-a3c9-0fc0be7a4093",
    displayName: "Azure Key Vault",
    audience: "vault",
    appRoles: [],
    delegatedScopes: [scope("f53da476-18e3-4152-8e01-aec403e6edc0", "user_impersonation")],
  },
  {
    clientId: "e406a681-f3d4-42a8-90b6-c2b029497af1",
    displayName: "Azure Storage",
    audience: "storage",
    appRoles: [],
    delegatedScopes: [scope("03e0da56-190b-40ad-a80c-ea378c433f7f", "user_impersonation")],
  },
];

/** Microsoft's descriptions say the display name over again; so do these. */
function role(appRoleId: string, value: string, displayName: string): MicrosoftAppRole {
  return { appRoleId, value, displayName, description: `${displayName}, without a signed-in user.` };
}

function scope(scopeId: string, value: string, type: MicrosoftScope["type"] = "User"): MicrosoftScope {
  return { scopeId, value, type };
}
