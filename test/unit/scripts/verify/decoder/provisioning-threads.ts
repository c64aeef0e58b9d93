import type { PublicThread } from "./public-threads.ts";

const id = "00000000-0000-4000-8000-000000000000";
const github = (path: string): string => `https://github.com/${path}`;

/** Refusals of Graph's directory, of Azure and of its data planes. All read on 2026-11-26. */
export const provisioningThreads: readonly PublicThread[] = [
  {
    url: github("hashicorp/terraform-provider-azuread/issues/1661"),
    raw: "AppRoleAssignedToClient.BaseClient.Post(): unexpected status 403 with OData error: Authorization_RequestDenied: Insufficient privileges to complete the operation.",
    row: "graph-privileges",
    says: /AppRoleAssignment\.ReadWrite\.All and Application\.Read\.All/,
  },
  {
    url: github("pulumi/pulumi-azuread/issues/68"),
    raw: 'Status=403 Code="Unknown" Message="Unknown service error" \nDetails=[{"odata.error":{"code":"Authorization_RequestDenied","date":"2020-05-13T10:54:33","message":{"lang":"en","value":"Insufficient privileges to complete the operation."}}]',
    row: "graph-privileges",
    says: /Application\.ReadWrite\.All/,
  },
  {
    url: github("microsoftgraph/microsoft-graph-docs-contrib/issues/1407"),
    raw: '"Not a valid reference update"',
    row: "graph-grant-reference",
    says: /object ids of both service principals/,
  },
  {
    url: github("microsoftgraph/contoso-airlines-teams-sample/issues/2"),
    raw: '{"error":{"code":"Authorization_IdentityNotFound","message":"The identity of the calling application could not be established."}}',
    row: "graph-identity",
    says: /let an administrator consent/,
  },
  {
    url: github("Azure/Microsoft365R/issues/184"),
    raw: "  Unauthorized (HTTP 401). Failed to complete operation. Message:\nThe identity of the calling application could not be\nestablished.",
    row: "graph-identity",
    says: /nobody consented to the application in this tenant/,
  },
  {
    url: github("microsoftgraph/msgraph-sdk-dotnet/issues/2350"),
    raw: "Status Code: Forbidden\nMicrosoft.Graph.ServiceException: Code: General\nMessage: No application access policy found for this app.\nInner error:",
    row: "calls-meeting-policy",
    says: /Grant-CsApplicationAccessPolicy/,
  },
  {
    url: github("Azure/Enterprise-Scale/issues/1747"),
    raw: '"Tenant ID, application ID, principal ID, and scope are not allowed to be updated. (Code: RoleAssignmentUpdateNotPermitted)"',
    row: "arm-role-update",
    says: /Identity not found/,
  },
  {
    url: github("Azure/Azure-Landing-Zones/issues/2040"),
    raw: String.raw`"code": "BadRequest", "message": "{\r\n  \"error\": {\r\n    \"code\": \"RoleAssignmentUpdateNotPermitted\",\r\n    \"message\": \"Tenant ID, application ID, principal ID, and scope are not allowed to be updated.\"\r\n  }\r\n}"`,
    row: "arm-role-update",
    says: /az role assignment delete/,
  },
  {
    url: github("OfficeDev/microsoft-365-agents-toolkit/issues/14386"),
    raw: 'API failed, Request failed with status code 400, API name: create-bot. data: "Multitenant bot creation is deprecated. Please use SingleTenant or UserAssignedMSI"',
    row: "arm-bot-multi-tenant",
    says: /msaAppType SingleTenant/,
  },
  {
    url: github("OfficeDev/Microsoft-Teams-Samples/pull/1965"),
    raw: '"code": "InvalidBotCreationData",\n        "message": "Multitenant bot creation is deprecated. Please use SingleTenant or UserAssignedMSI"',
    row: "arm-bot-multi-tenant",
    says: /msaAppTenantId/,
  },
  {
    url: github("Azure/terraform-azurerm-avm-res-storage-storageaccount/issues/184"),
    raw: "unexpected status 403 (403 Key based authentication is not permitted on this storage account.) with KeyBasedAuthenticationNotPermitted: Key based authentication is not permitted on this storage account.",
    row: "table-shared-key",
    says: /storage_use_azuread = true/,
  },
  {
    url: github("Azure/AI-Landing-Zones/issues/64"),
    raw: '<?xml version="1.0" encoding="utf-8"?><Error><Code>KeyBasedAuthenticationNotPermitted</Code><Message>Key based authentication is not permitted on this storage account.</Message></Error>',
    row: "table-shared-key",
    says: /--auth-mode login/,
  },
  {
    url: github("microsoft/azure-container-apps/issues/729"),
    raw: '`{"code": "ManagedEnvironmentCountExceededForSubscription", "message": "The subscription \'VISUAL_STUDIO_SUBSCRIPTION\' cannot have more than 0 environments."}`',
    row: "arm-environments",
    says: /ask for quota/,
  },
  {
    url: github("microsoft/azure-container-apps/issues/1648"),
    raw: "(MaxNumberOfGlobalEnvironmentsInSubExceeded)\nThe subscription cannot have more than 0 Container App Environments.",
    row: "arm-environments",
    says: /on some subscriptions it is 0/,
  },
  {
    url: github("Azure/static-web-apps/issues/1743"),
    raw: "\"Resource 'MyAzureAPI' was disallowed by Azure: This policy maintains a set of best available regions where your subscription can deploy resources. The objective of this policy is to ensure that your subscription has full access to Azure services with optimal performance.\"",
    row: "arm-regions-of-subscription",
    says: /some regions only/,
  },
  {
    url: github("microsoft/vscode-apimanagement/issues/464"),
    raw: "Error type: RequestDisallowedByAzure\nError Message: Resource 'apimanagementcse341' was disallowed by ---: This policy maintains a set of best available regions",
    row: "arm-regions-of-subscription",
    says: /dialtone:location REGION/,
  },
  {
    url: github("Azure/Azure-Landing-Zones/issues/2199"),
    raw: '"code": "LocationNotAvailableForResourceType", "message": "The provided location \'norwayeast\' is not available for resource type \'Microsoft.Resources/deploymentScripts\'. List of available regions for the resource type is \'eastasia,southeastasia\'."',
    row: "arm-location",
    says: /one of the regions that the answer lists/,
  },
  {
    url: github("microsoft/azure_arc/issues/3378"),
    raw: "The vault name 'arcboxlotp6d37vyqiw' is already in use. Vault names are globally unique so it is possible that the name is already taken. If you are sure that the vault name was not taken then it is possible that a vault with the same name was recently deleted but not purged (Code: VaultAlreadyExists)",
    row: "arm-vault-name-taken",
    says: /az keyvault list-deleted/,
  },
  {
    url: github("Azure/azure-powershell/issues/15115"),
    raw: "New-AzKeyVault : The vault name 'asdf' is already in use. Vault names are globally unique so it is possible that the name is already taken.",
    row: "arm-vault-name-taken",
    says: /az keyvault purge/,
  },
  {
    url: github("microsoft/AzureKeyVaultExplorer/issues/42"),
    raw: "`Microsoft.Azure.KeyVault.Models.KeyVaultErrorException: Secret test2 is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the secret can only be recovered or purged.`",
    row: "vault-secret-deleted",
    says: /az keyvault secret recover/,
  },
  {
    url: github("Azure/azure-sdk-for-net/issues/31581"),
    raw: `'Azure.RequestFailedException' with a 409 "Secret testSecret is currently being recovered and cannot be re-created; retry later." with 'innererror': "ObjectIsBeingRecovered".`,
    row: "vault-secret-moving",
    says: /in a minute/,
  },
  {
    url: github("MicrosoftDocs/azure-docs/issues/90060"),
    raw: String.raw`Invalid message NotFound Not Found {"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest tagged by \"1.1.2\" is not found","detail":{"Tag":"1.1.2"}}]}`,
    row: "arm-image-absent",
    says: /no image of this name, tag or digest/,
  },
  {
    // The code of the meeting's error has no published meaning.
    url: github("jondoesflow/Teams-Transcript-Summariser-Open-AI/issues/2"),
    raw: `{ "error": { "code": "BadRequest", "message": "1026: An error has occurred.", "innerError": { "request-id": "${id}" } } }`,
    row: null,
    says: /^$/,
  },
  {
    url: github("Azure/azure-sdk-for-js/issues/36785"),
    raw: '{"error": {"_code": 0, "_subCode": 5317, "_resultCategories": ["ExpectedError"], "name": "CallingCommunicationError", "message": "ActionNotAllowed"}}',
    row: null,
    says: /^$/,
  },
];
