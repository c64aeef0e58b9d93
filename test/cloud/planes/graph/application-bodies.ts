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
