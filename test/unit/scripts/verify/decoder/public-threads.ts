/** A failure that somebody asked about in public, and what the decoder has to make of it. */
export interface PublicThread {
  /** Where it was read. */
  readonly url: string;
  /** Microsoft's own text in it, shortened; ids are replaced. */
  readonly raw: string;
  /** Row that knows it; null: nobody there found out, so neither does the decoder. */
  readonly row: string | null;
  /** What the thread, or Microsoft in it, found to be the cure; a piece of the printed cause or cure that says the same. */
  readonly says: RegExp;
}

const samples = (issue: number): string => `https://github.com/microsoftgraph/microsoft-graph-comms-samples/issues/${issue}`;
const id = "00000000-0000-4000-8000-000000000000";

/** All read on 2026-11-25. */
export const publicThreads: readonly PublicThread[] = [
  {
    url: "https://github.com/microsoftgraph/microsoft-graph-docs/issues/10845",
    raw: 'Code: UnknownError\nMessage: {"errorCode":"7503","message":"Application is not registered in our store.","instanceAnnotations":[]}',
    row: "calls-not-registered",
    says: /no Azure Bot with this client id, Teams channel absent, calling off/,
  },
  {
    url: samples(432),
    raw: `Status Code: Forbidden\nCode: UnknownError\nMessage: {"errorCode":"7503","message":"Application is not registered in our store.","instanceAnnotations":[]}\nScenario Id: ${id}`,
    row: "calls-not-registered",
    says: /webhook empty/,
  },
  {
    url: "https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/5874",
    raw: `{"error":{"code":"7505","message":"Request authorization tenant mismatch.","innerError":{"request-id":"${id}","date":"2020-02-13T17:30:24"}}}`,
    row: "calls-tenant-mismatch",
    says: /tenantId is missing at the top of the body/,
  },
  {
    url: "https://github.com/OfficeDev/Microsoft-Teams-Samples/issues/1785",
    raw: '{ "error": { "code": "7505", "message": "Request authorization tenant mismatch.", "innerError": { "date": "2025-09-30T05:03:57" } } }',
    row: "calls-tenant-mismatch",
    says: /tenantId is missing at the top of the body/,
  },
  {
    url: "https://github.com/OfficeDev/Microsoft-Teams-Samples/issues/1036",
    raw: "Code: 7505 Message: Request authorization tenant mismatch.",
    row: "calls-tenant-mismatch",
    says: /not of one tenant/,
  },
  {
    url: samples(171),
    raw: '{"code":"7505","message":"Mismatch between request authorization tenant and call tenant.","innerError":{"date":"2020-01-24T22:11:49"}}',
    row: "calls-tenant-mismatch",
    says: /the bot's tenant differs/,
  },
  {
    url: "https://github.com/MicrosoftDocs/msteams-docs/issues/13004",
    raw: "Graph API Error starting call: Code: 7504 - Insufficient enterprise tenant permissions, cannot access this API.",
    row: "calls-tenant-permission",
    says: /has not granted the application permission to call/,
  },
  {
    url: samples(276),
    raw: "exception: Code: 7504\nMessage: Insufficient enterprise tenant permissions, cannot access this API.\nInner error:\n\tAdditionalData:\n\tdate: 2020-07-06T23:05:11",
    row: "calls-tenant-permission",
    says: /consent in tenant/,
  },
  {
    url: "https://github.com/microsoftgraph/msgraph-sdk-java/issues/373",
    raw: "GraphFatalServiceException: Unexpected exception returned from the service.Error code: 9999\nError message: Unkown internal Server Error.",
    row: "calls-body-unmapped",
    says: /a body without @odata\.type/,
  },
  {
    url: samples(794),
    raw: "Code: 9999\nMessage: Unknown internal server error.\nInner error:",
    row: "calls-body-unmapped",
    says: /could not make sense of the request/,
  },
  {
    url: samples(173),
    raw: "exception: Code: 8522\nMessage: Call not found.\nInner error:\n\tAdditionalData:\n\tdate: 2021-05-06T05:26:40",
    row: "calls-not-found",
    says: /it has ended/,
  },
  {
    url: samples(532),
    raw: "status updated to Terminated - Server Internal Error. DiagCode: 500#7117.@",
    row: "end-callback-lost",
    says: /a callback was lost between establishing and established/,
  },
  {
    url: samples(750),
    raw: '"resultInfo": { "@odata.type": "#microsoft.graph.resultInfo", "code": 500, "subcode": 7117, "message": "Server Internal Error. DiagCode: 500#7117.@" }',
    row: "end-callback-lost",
    says: /keep the callback host reachable/,
  },
  {
    url: samples(667),
    raw: '"resultInfo": { "@odata.type": "#microsoft.graph.resultInfo", "code": 500, "subcode": 7106, "message": "Server Internal Error. DiagCode: 3003#7106.@" }',
    row: "end-app-hosted-media",
    says: /certificate/,
  },
  {
    url: samples(744),
    raw: "Call status updated to Terminated - Server Internal Error. DiagCode: 500#3002.@",
    row: "end-app-hosted-media",
    says: /a wildcard that does not fit/,
  },
  {
    url: samples(725),
    raw: '"message": "Server Internal Error. DiagCode: 500#3002.@"',
    row: "end-app-hosted-media",
    says: /service-hosted calls do not have this/,
  },
  {
    url: samples(855),
    raw: "error 500#1203002: Server Internal Error. DiagCode: 500#1203002.@",
    row: "end-app-hosted-media",
    says: /check the media endpoint's certificate and ports/,
  },
  {
    url: samples(571),
    raw: "Server Internal Error. DiagCode: 500#7112.@",
    row: "end-app-hosted-media",
    says: /could not be reached/,
  },
  {
    url: samples(433),
    raw: "Bad Request. DiagCode: 400#2203.@",
    row: "end-bad-request-2203",
    says: /for a reason that it does not tell/,
  },
  {
    url: samples(343),
    raw: "ResponseCode=400, SubCode=8541, ResponseText=Callee only had Trouter endpoints registered and PNH got delivery errors from all of them.. DiagCode: 480#10076",
    row: "end-unreachable",
    says: /restart Teams on the callee's device/,
  },
  {
    url: samples(377),
    raw: '{"@odata.type":"#microsoft.graph.resultInfo","code":408,"subcode":8544,"message":"Callee could not be reached."}',
    row: "end-callee-unreached",
    says: /open its media port/,
  },
  {
    url: "https://github.com/MicrosoftDocs/msteams-docs/issues/9159",
    raw: '"resultInfo": { "@odata.type": "#microsoft.graph.resultInfo", "code": 408, "message": "Callee could not be reached.", "subcode": 8544 }',
    row: "end-callee-unreached",
    says: /its media port was not reachable/,
  },
  {
    // Asked for in the open, and nobody answered: Microsoft has published no meaning.
    url: "https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/63",
    raw: "Error: 408 Request Timeout, subcode: 13025, diagcode: 408#13025.@",
    row: null,
    says: /^$/,
  },
  {
    url: "https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/63",
    raw: "Error: 500 Server Internal Error, subcode: 3003, diagcode: 500#3003.@",
    row: null,
    says: /^$/,
  },
  {
    url: "https://github.com/OfficeDev/microsoft-365-agents-toolkit/issues/8621",
    raw: `{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${id}'.","error_codes":[7000215]}`,
    row: "login-secret-invalid",
    says: /the secret's id instead of its value/,
  },
  {
    url: "https://github.com/microsoft/Dynamics-AX-Integration/issues/95",
    raw: "AADSTS7000215: Invalid client secret is provided.",
    row: "login-secret-invalid",
    says: /write the secret anew/,
  },
  {
    url: "https://github.com/sjkp/letsencrypt-siteextension/issues/117",
    raw: "AdalServiceException: AADSTS70002: Error validating credentials. AADSTS50012: Invalid client secret is provided.",
    row: "login-secret-invalid",
    says: /does not know this client secret/,
  },
  {
    url: "https://github.com/dotnet/sign/issues/849",
    raw: `AADSTS7000222: The provided client secret keys for app '${id}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret`,
    row: "login-secret-expired",
    says: /npm run rotate/,
  },
  {
    url: "https://github.com/Azure/login/issues/561",
    raw: "Error: AADSTS700016: Application with identifier '***' was not found in the directory 'App Name'. You may have sent your authentication request to the wrong tenant.",
    row: "login-app-absent",
    says: /deleted, or the outputs are of another tenant/,
  },
  {
    url: "https://github.com/OfficeDev/Microsoft-Teams-Samples/issues/214",
    raw: `{"error":"unauthorized_client","error_description":"AADSTS700016: Application with identifier '${id}' was not found in the directory 'Bot Framework'."}`,
    row: "login-app-asked-of-bot-framework",
    says: /MicrosoftAppType SingleTenant/,
  },
  {
    url: "https://github.com/OfficeDev/Microsoft-Teams-Samples/issues/1741",
    raw: "Failed to acquire token for client credentials. (AADSTS700016: Application with identifier '{APP_ID}' was not found in the directory 'Bot Framework'.",
    row: "login-app-asked-of-bot-framework",
    says: /MicrosoftAppTenantId/,
  },
  {
    url: "https://github.com/Azure-Samples/active-directory-dotnet-daemon-certificate-credential/issues/16",
    raw: "AADSTS70001: Application with identifier '57c9xxxxxx' was not found in the directory yyy.onmicrosoft.com",
    row: "login-app-absent",
    says: /another tenant/,
  },
  {
    url: "https://github.com/dotnet/sign/issues/57",
    raw: "AADSTS50034: The user account does not exist in the [redacted] directory. To sign into this application, the account must be added to the directory.",
    row: "login-user-absent",
    says: /the user account is unknown/,
  },
  {
    url: "https://github.com/firecrawl/firecrawl/issues/2374",
    raw: `Message: AADSTS50020: User account '…' from identity provider 'live.com' does not exist in tenant 'Microsoft' and cannot access the application '${id}'(Azure DevOps) in that tenant.`,
    row: "login-user-of-another-tenant",
    says: /of another tenant/,
  },
  {
    url: "https://github.com/microsoftgraph/microsoft-graph-docs/issues/10290",
    raw: "{ 'error': { 'code': 'Authorization_RequestDenied', 'message': 'Insufficient privileges to complete the operation.' } }",
    row: "graph-privileges",
    says: /AppRoleAssignment\.ReadWrite\.All and Application\.Read\.All/,
  },
  {
    url: "https://github.com/microsoft/BotBuilder-Samples/issues/1085",
    raw: '"error": { "code": "InvalidBotData", "message": "Bot is not valid. Errors: MsaAppId: MsaAppId is already in use.. " }',
    row: "arm-bot-client-id-taken",
    says: /one application has one bot/,
  },
  {
    url: "https://github.com/OfficeDev/microsoft-teams-apps-company-communicator/issues/872",
    raw: '"code": "InvalidBotData", "message": "Bot is not valid. Errors: The Microsoft App ID is already registered to another bot application..  See …"',
    row: "arm-bot-client-id-taken",
    says: /another Azure Bot, anywhere, has this client id/,
  },
  {
    url: "https://github.com/OfficeDev/microsoft-teams-apps-company-communicator/issues/192",
    raw: '"code": "InvalidBotData", "message": "Bot is not valid. Errors: The bot name is already registered to another bot application.."',
    row: "arm-bot-id-taken",
    says: /unique in all of Azure, and taken/,
  },
  {
    url: "https://github.com/pulumi/pulumi-azure-nextgen/issues/195",
    raw: 'status code 400, {"error":{"code":"ForbiddenByRbac","message":"[ForbiddenByRbac (Forbidden)] Caller is not authorized to perform action on resource."}}',
    row: "vault-rights",
    says: /Key Vault|role/i,
  },
];
