import type { PublicThread } from "./public-threads.ts";

const id = "00000000-0000-4000-8000-000000000000";
const github = (path: string): string => `https://github.com/${path}`;

/** Sign-ins that failed for people and pipelines. All read on 2026-11-26. */
export const signInThreads: readonly PublicThread[] = [
  {
    url: github("MicrosoftDocs/azure-docs/issues/76339"),
    raw: `{"errorCode":"invalid_client","errorMessage":"7000215 - [2021-06-03 08:44:04Z]: AADSTS7000215: Invalid client secret is provided.\\r\\nTrace ID: ${id}","subError":"","name":"ServerError"}`,
    row: "login-secret-invalid",
    says: /the secret's id instead of its value/,
  },
  {
    url: github("Azure/sap-automation/issues/418"),
    raw: `StatusCode=0 -- Original Error: clientCredentialsToken: received HTTP status 401 with response: {"error":"invalid_client","error_codes":[7000215],"error_uri":"https://login.microsoftonline.com/error?code=7000215"}`,
    row: "login-secret-invalid",
    says: /write the secret anew/,
  },
  {
    url: github("Azure/azure-cli/issues/31300"),
    raw: "msal.application: Refresh failed. invalid_grant: AADSTS50076: Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '797f4846-ba00-4fd7-ba43-dac1f8f63013'.",
    row: "login-second-factor",
    says: /az login --tenant/,
  },
  {
    url: github("microsoft/AzureStorageExplorer/pull/5521"),
    raw: String.raw`{ "message": "\"{\\n  \\\"message\\\": \\\"\\\\\\\"AADSTS50076: Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '797f4846-ba00-4fd7-ba43-dac1f8f63013'.\\\\\\\\r\\\\\\\\nTrace ID: x\\\\\\\"\\\"\\n}\"" }`,
    row: "login-second-factor",
    says: /second factor/,
  },
  {
    url: github("Azure/migAz/issues/186"),
    raw: "AADSTS50074: Strong Authentication is required.",
    row: "login-second-factor",
    says: /second factor/,
  },
  {
    url: github("juunas11/aspnetcore2aadauth/issues/6"),
    raw: `{"error":"interaction_required","error_description":"AADSTS50079: The user is required to use multi-factor authentication.\\r\\nTrace ID: ${id}","error_codes":[50079],"suberror":"basic_action"}`,
    row: "login-second-factor",
    says: /second factor/,
  },
  {
    url: github("AzureAD/microsoft-authentication-library-for-java/issues/597"),
    raw: "AADSTS53003 | BlockedByConditionalAccess - Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.",
    row: "login-conditional-access",
    says: /name the policy/,
  },
  {
    url: github("microsoft/botbuilder-dotnet/issues/6759"),
    raw: "It throws error Failed to acquire token for client credentials. (AADSTS53003: Access has been blocked by Conditional Access policies. The access policy does not allow token issuance. Trace ID: x",
    row: "login-conditional-access",
    says: /exclude service principal/,
  },
  {
    url: github("koltyakov/sp-rest-proxy/issues/96"),
    raw: "<psf:code>0x80048823</psf:code>\\n <psf:text>AADSTS53003: Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.</psf:text>",
    row: "login-conditional-access",
    says: /a place and a device that the policy allows/,
  },
  {
    url: github("Azure/azure-cli/issues/14244"),
    raw: `Error:  Get Token request returned http error: 400 and server response: {"error":"invalid_grant","error_description":"AADSTS700082: The refresh token has expired due to inactivity. The token was issued on 2020-02-26T21:52:54.2810613Z and was inactive for 90.00:00:00.\\r\\nTrace ID: ${id}","error_codes":[700082]}`,
    row: "login-session-ended",
    says: /az login --tenant/,
  },
  {
    url: github("CompositionalIT/farmer/issues/1070"),
    raw: "Farmer.FarmerException: 'ERROR: AADSTS700082: The refresh token has expired due to inactivity.\nThe token was issued on 2023-04-20T18:48:41.6655773Z and was inactive for 90.00:00:00.",
    row: "login-session-ended",
    says: /az logout; az login/,
  },
  {
    url: github("microsoftgraph/msgraph-sdk-python-core/issues/50"),
    raw: "`Message: AADSTS500113: No reply address is registered for the application.`",
    row: "login-reply-address",
    says: /register that page's address as redirect URI/,
  },
  {
    url: github("MicrosoftDocs/azure-docs/issues/47244"),
    raw: "AADSTS50011: The reply URL specified in the request does not match the reply URLs configured for the application: 'abcdef...'.",
    row: "login-reply-address",
    says: /letter by letter/,
  },
  {
    url: github("RogerSelwyn/O365-HomeAssistant/issues/51"),
    raw: "AADSTS900971: No reply address provided",
    row: "login-reply-address",
    says: /redirect URI/,
  },
  {
    url: github("o365soa/soa/issues/90"),
    raw: "MS Graph authentication fails with error AADSTS50105",
    row: "login-assignment",
    says: /set its Assignment required to No/,
  },
  {
    url: github("microsoftgraph/microsoft-graph-explorer-v4/issues/1333"),
    raw: `AADSTS50105: The signed in user 'someone' is not assigned to a role for the application '${id}'(Graph Explorer).`,
    row: "login-assignment",
    says: /Users and groups/,
  },
  {
    url: github("Azure-Samples/active-directory-dotnet-native-headless/issues/10"),
    raw: "Message: AADSTS65001: The user or administrator has not consented to use the application with ID 'XXXX'. Send an interactive authorization request for this user and resource.",
    row: "login-consent",
    says: /let an administrator consent/,
  },
  {
    url: github("PostHog/posthog/pull/43486"),
    raw: "error=invalid_client&error_description=AADSTS650052%3a+The+app+is+trying+to+access+a+service+%27d42ffc93%27(Microsoft+Advertising+API+Service)+that+your+organization+%27a47d863d%27+lacks+a+service+principal+for.",
    row: "login-resource-not-installed",
    says: /make its service principal/,
  },
  {
    url: github("microsoft/aspire/issues/4253"),
    raw: "ClientSecretCredential authentication failed: AADSTS900023: Specified tenant identifier 'authorize' is neither a valid DNS name, nor a valid external domain. Trace ID: IDHERE",
    row: "login-tenant-absent",
    says: /the tenant id is|knows no tenant with this id/,
  },
  {
    url: github("microsoftgraph/microsoft-graph-docs/issues/13158"),
    raw: "AADSTS900023: Specified tenant identifier '{{tenantid}}' is neither a valid DNS name, nor a valid external domain.",
    row: "login-tenant-absent",
    says: /a placeholder nobody filled in/,
  },
  {
    url: github("Azure/login/issues/360"),
    raw: "Error: : AADSTS700[21](https://github.com/o/r/actions/runs/1)1: No matching federated identity record found for presented assertion issuer 'https://token.actions.githubusercontent.com/'.",
    row: "login-federation-issuer",
    says: /trusts no token of this issuer/,
  },
  {
    url: github("Azure/login/issues/617"),
    raw: "Error: AADSTS700213: No matching federated identity record found for presented assertion subject 'repo:acme-org/acme-application:environment:production'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion.",
    row: "login-federation-subject",
    says: /with or without the numeric ids/,
  },
  {
    url: github("Azure/login/issues/515"),
    raw: "Error: AADSTS7002138: No matching federated identity record found for presented assertion subject 'repo:X/Y:environment:Production'. The subject matches with case-insensitive comparison, but not with case-sensitive comparison.",
    row: "login-federation-subject",
    says: /with case/,
  },
  {
    url: github("Azure/azure-saas/issues/239"),
    raw: "[26](https://github.com/x/y/actions/runs/1#step:2:25)\nError: : AADSTS70021: No matching federated identity record found for presented assertion. Assertion Issuer: 'https://token.actions.githubusercontent.com/'.",
    row: "login-federation",
    says: /federated-credential list/,
  },
  {
    url: github("kata-containers/kata-containers/issues/11758"),
    raw: "ERROR: AADSTS700024: Client assertion is not within its valid time range. Current time: 2025-09-03T17:59:55.3046782Z, assertion valid from 2025-09-03T17:04:47.0000000Z, expiry time of assertion 2025-09-03T17:09:47.0000000Z.",
    row: "login-assertion-time",
    says: /sign in anew right before the step that failed/,
  },
  {
    url: github("Azure/azure-sdk-for-go/issues/22386"),
    raw: "AADSTS7000218: The request body must contain the following parameter: 'client_assertion' or 'client_secret'. Trace ID: <...>",
    row: "login-credential-absent",
    says: /mobile and desktop/,
  },
  {
    url: github("Azure-Samples/active-directory-dotnet-native-headless/issues/22"),
    raw: "Inner Exception : AADSTS70002: The request body must contain the following parameter: 'client_secret or client_assertion'.",
    row: "login-credential-absent",
    says: /allow public client flows/,
  },
  {
    url: github("harishkrupo/oauth2ms/issues/19"),
    raw: "Server returned: {'error': 'invalid_client', 'error_description': \"AADSTS700025: Client is public so neither 'client_assertion' nor 'client_secret' should be presented. ...",
    row: "login-public-client",
    says: /--is-fallback-public-client false/,
  },
];
