import type { DecoderRow } from "./decoder-row.ts";

const grantPage = "https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignedto, read 2026-11-23";
const errorsPage = "https://learn.microsoft.com/graph/errors, read 2026-11-23";

type GraphRow = Omit<DecoderRow, "surface" | "consentVerdict">;

/**
 * Refusals of Microsoft Graph's directory: to the deployer who provisions, and to the operator who looks. None of them
 * says anything about the calling app's consent. Special rows first: one code stands for several causes.
 */
const rows: readonly GraphRow[] = [
  {
    row: "graph-credential-policy",
    match: { messagePattern: /credential type not allowed as per assigned policy/i },
    texts: ["Credential type not allowed as per assigned policy '…'"],
    errorCode: "DT_CONFIG_CREDENTIAL_FORBIDDEN",
    cause: "an app management policy of the tenant forbids client secrets",
    owner: "Global or Privileged Role Administrator",
    fix: "use no secret: credential mode certificate or federated in Pulumi.{stack}.yaml; or have this one application exempted (policies/appManagementPolicies)",
    waitableSeconds: 0,
    source:
      "Azure/azure-cli#31215; https://learn.microsoft.com/entra/identity/enterprise-apps/configure-app-management-policies, read 2026-11-25",
  },
  {
    row: "graph-credential-lifetime",
    match: { messagePattern: /lifetime exceeds the max value allowed as per assigned policy/i },
    texts: ["Credential lifetime exceeds the max value allowed as per assigned policy '…'"],
    errorCode: "DT_CONFIG_CREDENTIAL_FORBIDDEN",
    cause: "an app management policy of the tenant caps the life of credentials below what the configuration asks for",
    owner: "platform engineer",
    fix: "shorten the generation's life in dialtone:credential of Pulumi.{stack}.yaml, then: pulumi up --stack {stack}",
    waitableSeconds: 0,
    source: "KelvinTegelaar/CIPP-API#1970, read 2026-11-25; the sentence is UNCONFIRMED",
  },
  {
    row: "graph-privileges",
    match: { statuses: [403], codes: ["Authorization_RequestDenied"] },
    texts: ["Insufficient privileges to complete the operation."],
    errorCode: "DT_UNCERTAIN_RIGHTS",
    cause:
      "whoever asks lacks a right in the directory; it is not the calling policy and not the app's consent. Provisioning needs Application.ReadWrite.All, AppRoleAssignment.ReadWrite.All and Application.Read.All, or a Privileged Role Administrator",
    owner: "Global or Privileged Role Administrator",
    fix: "give the deployer those permissions, or leave the grant to an administrator: pulumi config set dialtone:consent manual --stack {stack}",
    waitableSeconds: 0,
    source: "microsoft-graph-docs#12833, #11378, #10290, read 2026-11-23",
  },
  {
    row: "graph-application-lag",
    match: { statuses: [400], messagePattern: /does not reference a valid application object/i },
    texts: ["The appId '…' of the service principal does not reference a valid application object."],
    errorCode: "DT_PROVISION_FAILED",
    cause: "the application was made a moment ago and has not reached every replica of the directory",
    owner: "nobody: nothing is broken",
    fix: "pulumi up --stack {stack} (it goes on where it stopped, and makes nothing twice)",
    waitableSeconds: 300,
    source: "hostile-and-faults F2; hashicorp/terraform-provider-azuread, read 2026-11-23",
  },
  {
    row: "graph-grant-reference",
    match: { statuses: [400], messagePattern: /not a valid reference update/i },
    texts: ["Not a valid reference update."],
    errorCode: "DT_PROVISION_FAILED",
    cause: "the grant names an object that this replica does not know: made a moment ago, or a client id where an object id belongs",
    owner: "platform engineer",
    fix: "pulumi up --stack {stack}; by hand: use the object ids of both service principals",
    waitableSeconds: 300,
    source: "microsoft-graph-docs-contrib#1407, #4628; Azure/msgraph-bicep-types#193, read 2026-11-23",
  },
  {
    row: "graph-grant-exists",
    match: { statuses: [400], messagePattern: /permission being assigned already exists|entitlementgrant entry already exists/i },
    texts: ["Permission being assigned already exists on the object", "EntitlementGrant entry already exists."],
    errorCode: "DT_PROVISION_FAILED",
    cause: "the grant is there already, made by hand or by a run whose answer was lost",
    owner: "platform engineer",
    fix: "keep it: pulumi config set dialtone:consent manual --stack {stack}; or import it: pulumi import --stack {stack}, with the id /servicePrincipals/RESOURCE-OBJECT-ID/appRoleAssignedTo/ASSIGNMENT-ID",
    waitableSeconds: 0,
    source: `microsoftgraph/msgraph-bicep-types#161, read 2026-11-23; ${grantPage}`,
  },
  {
    row: "graph-name-taken",
    match: { codes: ["Request_MultipleObjectsWithSameKeyValue"] },
    texts: ["Another object with the same value for property … already exists."],
    errorCode: "DT_PROVISION_FAILED",
    cause: "another object of the directory has this unique value; it may lie deleted in the recycle bin",
    owner: "platform engineer",
    fix: "look: az ad app list --display-name NAME; in the bin: az rest --url {graphUrl}/v1.0/directory/deletedItems/microsoft.graph.application; restore it, or choose another name",
    waitableSeconds: 0,
    source: "hostile-and-faults F6; https://learn.microsoft.com/graph/api/directory-deleteditems-list, read 2026-11-25",
  },
  {
    row: "graph-quota",
    match: { codes: ["Directory_QuotaExceeded"] },
    texts: ["The directory object quota limit for the Tenant has been exceeded."],
    errorCode: "DT_PROVISION_FAILED",
    cause: "tenant or deployer may not own more directory objects; deleted ones in the recycle bin count",
    owner: "Global or Privileged Role Administrator",
    fix: "delete unused applications for good, or let a service principal deploy",
    waitableSeconds: 0,
    source: "https://learn.microsoft.com/entra/identity/users/directory-service-limits-restrictions, read 2026-11-25",
  },
  {
    row: "graph-not-found",
    match: { statuses: [404], codes: ["Request_ResourceNotFound", "ResourceNotFound"] },
    texts: ["Resource '…' does not exist or one of its queried reference-property objects are not present."],
    errorCode: "DT_PROVISION_FAILED",
    cause: "the directory does not know the object: made a moment ago (replication), deleted, or of another tenant",
    owner: "platform engineer",
    fix: "pulumi up --stack {stack}; if it stays: pulumi up --stack {stack} --refresh",
    waitableSeconds: 300,
    source: "microsoft-graph-docs#15855, #4765, read 2026-11-23",
  },
  {
    row: "graph-token",
    match: { statuses: [401] },
    texts: ["Access token validation failure. Invalid audience.", "Lifetime validation failed, the token is expired."],
    errorCode: "DT_CREDENTIAL_OPERATOR",
    cause: "Graph does not accept the sign-in of whoever asks: ended, or of another cloud",
    owner: "platform engineer",
    fix: "az login --tenant {tenantId}",
    waitableSeconds: 0,
    source: "Microsoft Q&A 625754, 946734, read 2026-11-23",
  },
  {
    row: "graph-throttled",
    match: { statuses: [429] },
    texts: ["TooManyRequests"],
    errorCode: "DT_UNCERTAIN_THROTTLED",
    cause: "Graph is throttling; no verdict on anything",
    owner: "nobody: nothing is broken",
    fix: "run it again after the time that Retry-After names",
    waitableSeconds: 300,
    source: "https://learn.microsoft.com/graph/throttling, read 2026-11-23",
  },
  {
    row: "graph-unavailable",
    match: { statuses: [500, 502, 503, 504] },
    texts: ["ServiceUnavailable", "UnknownError"],
    errorCode: "DT_UNCERTAIN_NETWORK",
    cause: "Graph is not available; a create may have been made all the same",
    owner: "Microsoft",
    fix: "run it again; after a create look for a second application of the same name: az ad app list --display-name NAME",
    waitableSeconds: 300,
    source: `${errorsPage}; cloud-wire facts 1.6`,
  },
];

/** Rows of hostile-and-faults F1 to F6 and F19, and of pulumi-azure facts 00 (credential policies). */
export const graphRows: readonly DecoderRow[] = rows.map((row) =>
  Object.assign({ surface: "graph" as const, consentVerdict: "nothing" as const }, row),
);
