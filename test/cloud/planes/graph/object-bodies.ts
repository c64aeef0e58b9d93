import type { JsonObject } from "./directory-object.ts";

const noPublisher = { displayName: null, verifiedPublisherId: null, addedDateTime: null };
const noInfo = { logoUrl: null, marketingUrl: null, privacyStatementUrl: null, supportUrl: null, termsOfServiceUrl: null };

/**
 * What Graph v1.0 returns of an application without `$select`, in its order. Source: the response examples of
 * https://learn.microsoft.com/graph/api/application-post-applications and application-get, read 2026-11-25.
 */
export function createApplicationBody(known: {
  readonly objectId: string;
  readonly clientId: string;
  readonly createdDateTime: string;
  readonly publisherDomain: string;
}): JsonObject {
  return {
    id: known.objectId,
    deletedDateTime: null,
    appId: known.clientId,
    applicationTemplateId: null,
    disabledByMicrosoftStatus: null,
    createdDateTime: known.createdDateTime,
    displayName: null,
    description: null,
    groupMembershipClaims: null,
    identifierUris: [],
    isDeviceOnlyAuthSupported: null,
    isFallbackPublicClient: null,
    nativeAuthenticationApisEnabled: null,
    notes: null,
    publisherDomain: known.publisherDomain,
    serviceManagementReference: null,
    signInAudience: "AzureADMyOrg",
    tags: [],
    tokenEncryptionKeyId: null,
    uniqueName: null,
    samlMetadataUrl: null,
    defaultRedirectUri: null,
    certification: null,
    optionalClaims: null,
    servicePrincipalLockConfiguration: null,
    requestSignatureVerification: null,
    addIns: [],
    api: {
      acceptMappedClaims: null,
      knownClientApplications: [],
      requestedAccessTokenVersion: null,
      oauth2PermissionScopes: [],
      preAuthorizedApplications: [],
    },
    appRoles: [],
    info: { ...noInfo },
    keyCredentials: [],
    parentalControlSettings: { countriesBlockedForMinors: [], legalAgeGroupRule: "Allow" },
    passwordCredentials: [],
    publicClient: { redirectUris: [] },
    requiredResourceAccess: [],
    verifiedPublisher: { ...noPublisher },
    web: {
      homePageUrl: null,
      logoutUrl: null,
      redirectUris: [],
      implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
      redirectUriSettings: [],
    },
    spa: { redirectUris: [] },
  };
}

/** Source: https://learn.microsoft.com/graph/api/serviceprincipal-get, read 2026-11-25. */
export function createServicePrincipalBody(known: {
  readonly objectId: string;
  readonly clientId: string;
  readonly displayName: string;
  readonly ownerTenantId: string | null;
  readonly servicePrincipalType: "Application" | "ManagedIdentity";
}): JsonObject {
  return {
    id: known.objectId,
    deletedDateTime: null,
    accountEnabled: true,
    alternativeNames: [],
    appDisplayName: known.displayName,
    appDescription: null,
    appId: known.clientId,
    applicationTemplateId: null,
    appOwnerOrganizationId: known.ownerTenantId,
    appRoleAssignmentRequired: false,
    description: null,
    disabledByMicrosoftStatus: null,
    displayName: known.displayName,
    homepage: null,
    loginUrl: null,
    logoutUrl: null,
    notes: null,
    notificationEmailAddresses: [],
    preferredSingleSignOnMode: null,
    preferredTokenSigningKeyThumbprint: null,
    replyUrls: [],
    servicePrincipalNames: [known.clientId],
    servicePrincipalType: known.servicePrincipalType,
    signInAudience: known.servicePrincipalType === "Application" ? "AzureADMyOrg" : null,
    tags: [],
    tokenEncryptionKeyId: null,
    samlSingleSignOnSettings: null,
    addIns: [],
    appRoles: [],
    info: { ...noInfo },
    keyCredentials: [],
    oauth2PermissionScopes: [],
    passwordCredentials: [],
    resourceSpecificApplicationPermissions: [],
    verifiedPublisher: { ...noPublisher },
  };
}

/** The default properties of a user; everything else needs `$select`. Source: https://learn.microsoft.com/graph/api/user-get, read 2026-11-25. */
export const defaultUserProperties: readonly string[] = [
  "businessPhones",
  "displayName",
  "givenName",
  "jobTitle",
  "mail",
  "mobilePhone",
  "officeLocation",
  "preferredLanguage",
  "surname",
  "userPrincipalName",
  "id",
];

export function createUserBody(known: {
  readonly objectId: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
  readonly userType: string;
  readonly accountEnabled: boolean;
  readonly createdDateTime: string;
}): JsonObject {
  return {
    businessPhones: [],
    displayName: known.displayName,
    givenName: null,
    jobTitle: null,
    mail: null,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname: null,
    userPrincipalName: known.userPrincipalName,
    id: known.objectId,
    deletedDateTime: null,
    accountEnabled: known.accountEnabled,
    ageGroup: null,
    city: null,
    companyName: null,
    country: null,
    createdDateTime: known.createdDateTime,
    department: null,
    employeeId: null,
    externalUserState: known.userType === "Guest" ? "Accepted" : null,
    mailNickname: known.userPrincipalName.split("@")[0] ?? "",
    onPremisesSyncEnabled: null,
    otherMails: [],
    proxyAddresses: [],
    showInAddressList: null,
    state: null,
    usageLocation: null,
    userType: known.userType,
    assignedLicenses: [],
    assignedPlans: [],
    identities: [],
  };
}

/** Source: https://learn.microsoft.com/graph/api/group-get, read 2026-11-25. */
export function createGroupBody(known: {
  readonly objectId: string;
  readonly displayName: string;
  readonly createdDateTime: string;
}): JsonObject {
  return {
    id: known.objectId,
    deletedDateTime: null,
    classification: null,
    createdDateTime: known.createdDateTime,
    description: null,
    displayName: known.displayName,
    expirationDateTime: null,
    groupTypes: [],
    isAssignableToRole: null,
    mail: null,
    mailEnabled: false,
    mailNickname: known.objectId.slice(0, 8),
    membershipRule: null,
    membershipRuleProcessingState: null,
    onPremisesDomainName: null,
    onPremisesLastSyncDateTime: null,
    onPremisesNetBiosName: null,
    onPremisesSamAccountName: null,
    onPremisesSecurityIdentifier: null,
    onPremisesSyncEnabled: null,
    preferredDataLocation: null,
    preferredLanguage: null,
    proxyAddresses: [],
    renewedDateTime: known.createdDateTime,
    securityEnabled: true,
    securityIdentifier: null,
    theme: null,
    uniqueName: null,
    visibility: null,
    onPremisesProvisioningErrors: [],
    serviceProvisioningErrors: [],
  };
}
