import type { DecoderRow } from "./decoder-row.ts";

const codesPage = "https://learn.microsoft.com/entra/identity-platform/reference-error-codes, read 2026-11-23";
const signIn = "az logout; az login --tenant {tenantId}";

type SignInRow = Omit<DecoderRow, "surface" | "consentVerdict">;

/** Refusals of the login host to a person: who deploys, who verifies, who consents. A service principal never meets them. */
export const signInRows: readonly SignInRow[] = [
  {
    row: "login-second-factor",
    match: { codes: ["50076", "50079", "50072", "50074", "50158", "500121"] },
    texts: [
      "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '…'.",
      "Strong Authentication is required.",
    ],
    errorCode: "DT_CREDENTIAL_OPERATOR",
    cause: "the person who signs in must do it with a second factor, and this sign-in had none",
    owner: "platform engineer",
    fix: `${signIn}, in a browser, or with --use-device-code; a pipeline signs in as a workload identity instead of a person`,
    waitableSeconds: 0,
    source: `${codesPage}; Azure/azure-cli#31300, vscode-azure-account#874, read 2026-11-26`,
  },
  {
    row: "login-device",
    match: { codes: ["50097", "50131", "53000", "53001", "530003"] },
    texts: ["Your device is required to be managed to access this resource.", "Device is not in required device state"],
    errorCode: "DT_CREDENTIAL_OPERATOR",
    cause: "a Conditional Access policy wants the person to sign in from a device that the organisation manages",
    owner: "platform engineer",
    fix: `${signIn}, on a managed device and without --use-device-code; or let a workload identity do it`,
    waitableSeconds: 0,
    source: codesPage,
  },
  {
    row: "login-session-ended",
    match: { codes: ["700082", "700084", "70043", "70044", "50173", "50132", "50133", "70008"] },
    texts: [
      "The refresh token has expired due to inactivity. The token was issued on … and was inactive for ….",
      "The provided grant has expired due to it being revoked",
      "The refresh token has expired or is invalid due to sign-in frequency checks by conditional access.",
    ],
    errorCode: "DT_CREDENTIAL_OPERATOR",
    cause: "the sign-in that this machine remembers is over: unused for too long, revoked, or a policy wants it fresh",
    owner: "platform engineer",
    fix: signIn,
    waitableSeconds: 0,
    source: `${codesPage}; Azure/azure-cli#14244, #12176, read 2026-11-26`,
  },
  {
    row: "login-reply-address",
    match: { codes: ["50011", "500112", "500113", "900971"] },
    texts: [
      "No reply address is registered for the application.",
      "The redirect URI '…' specified in the request does not match the redirect URIs configured for the application '…'.",
      "No reply address provided.",
    ],
    errorCode: "DT_CONSENT_HANDOFF",
    cause:
      "the login host does not know where to send the browser afterwards. Dialtone's application has no page of its own: after an admin consent this shows, and the consent is given all the same",
    owner: "Global or Privileged Role Administrator",
    fix: "after a consent look for the grant: npm run verify -- --stack {stack}; for an application with a page of its own register that page's address as redirect URI, letter by letter",
    waitableSeconds: 0,
    source: "microsoftgraph/msgraph-sdk-python-core#50, OfficeDev/microsoft-teams-apps-groupactivities#10, read 2026-11-26",
  },
  {
    row: "login-consent",
    match: { codes: ["65001"] },
    texts: ["The user or administrator has not consented to use the application with ID '…'."],
    errorCode: "DT_CREDENTIAL_REJECTED",
    cause:
      "a person signed in through an application that nobody has consented to. Dialtone's own calls never meet it: they use client credentials, where a missing consent shows as a token without the role",
    owner: "platform engineer",
    fix: "run verify with the stack's own credential: npm run verify -- --stack {stack}; for an application of your own let an administrator consent: https://login.microsoftonline.com/{tenantId}/adminconsent?client_id=THAT-APPLICATION",
    waitableSeconds: 0,
    source: `${codesPage}; Azure-Samples/active-directory-dotnet-native-headless#10, read 2026-11-26`,
  },
  {
    row: "login-may-not-consent",
    match: { codes: ["90093", "90094", "900941", "90095"] },
    texts: ["Calling principal cannot consent due to lack of permissions."],
    errorCode: "DT_CONSENT_HANDOFF",
    cause:
      "whoever opened the consent page may not give application permissions of Microsoft Graph: a Global or a Privileged Role Administrator may, an Application Administrator may not",
    owner: "Global or Privileged Role Administrator",
    fix: "open it yourself: {adminConsentUrl}",
    waitableSeconds: 0,
    source: `${codesPage}; https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent, read 2026-11-26`,
  },
  {
    row: "login-consent-declined",
    match: { codes: ["65004"] },
    errorCode: "DT_CONSENT_HANDOFF",
    cause: "the person on the consent page said no, or closed it",
    owner: "Global or Privileged Role Administrator",
    fix: "compare application, client id and permission with the hand-off page, then accept: {adminConsentUrl}",
    waitableSeconds: 0,
    source: codesPage,
  },
  {
    row: "login-resource-not-installed",
    match: { codes: ["650052"] },
    texts: ["The app is trying to access a service '…' that your organization '…' lacks a service principal for."],
    errorCode: "DT_CREDENTIAL_REJECTED",
    cause: "the tenant has no service principal of the service that the application wants to use",
    owner: "Global or Privileged Role Administrator",
    fix: "subscribe to that service, or make its service principal: az ad sp create --id CLIENT-ID-OF-THE-SERVICE; then consent again",
    waitableSeconds: 0,
    source: `${codesPage}; PostHog/posthog#43486, read 2026-11-26`,
  },
  {
    row: "login-assignment",
    match: { codes: ["50105", "501051"] },
    texts: [
      "Your administrator has configured the application … to block users unless they are specifically granted ('assigned') access to the application.",
      "The signed in user '…' is not assigned to a role for the application '…'",
      "Application '…' is not assigned to a role for the application '…'.",
    ],
    errorCode: "DT_CREDENTIAL_OPERATOR",
    cause: "the application wants every user (or application) assigned to it, and this one is not",
    owner: "Global or Privileged Role Administrator",
    fix: "assign it: Entra admin center, Enterprise applications, the one that the answer names, Users and groups; or set its Assignment required to No",
    waitableSeconds: 0,
    source: `${codesPage}; o365soa/soa#90, read 2026-11-26`,
  },
  {
    row: "login-user-of-another-tenant",
    match: { codes: ["50020", "51004", "90072"] },
    texts: [
      "User account '…' from identity provider '…' does not exist in tenant '…' and cannot access the application '…' in that tenant.",
    ],
    errorCode: "DT_CREDENTIAL_OPERATOR",
    cause: "the account that signed in is of another tenant, and no guest of this one",
    owner: "platform engineer",
    fix: `${signIn}, with an account of that tenant`,
    waitableSeconds: 0,
    source: codesPage,
  },
  {
    row: "login-user-absent",
    match: { codes: ["50034", "50126", "50053", "50055", "50057"] },
    errorCode: "DT_CREDENTIAL_OPERATOR",
    cause: "the user account is unknown, locked or disabled, or its password is wrong or over",
    owner: "platform engineer",
    fix: "az login --tenant {tenantId}",
    waitableSeconds: 0,
    source: codesPage,
  },
];
