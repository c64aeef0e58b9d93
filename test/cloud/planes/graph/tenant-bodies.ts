import type { Tenant } from "../../core/cloud-context.ts";
import type { JsonObject } from "./directory-object.ts";

/** The tenant as an organization. Source: https://learn.microsoft.com/graph/api/organization-list, read 2026-11-25. */
export function createOrganizationBody({ tenantId, displayName, defaultDomain }: Tenant): JsonObject {
  return {
    id: tenantId,
    deletedDateTime: null,
    businessPhones: [],
    city: null,
    country: null,
    countryLetterCode: null,
    createdDateTime: null,
    defaultUsageLocation: null,
    displayName,
    marketingNotificationEmails: [],
    mobileDeviceManagementAuthority: "unknown",
    onPremisesLastSyncDateTime: null,
    onPremisesSyncEnabled: null,
    partnerTenantType: null,
    postalCode: null,
    preferredLanguage: "en",
    securityComplianceNotificationMails: [],
    securityComplianceNotificationPhones: [],
    state: null,
    street: null,
    technicalNotificationMails: [],
    tenantType: "AAD",
    privacyProfile: null,
    assignedPlans: [],
    provisionedPlans: [],
    verifiedDomains: [
      { capabilities: "Email, OfficeCommunicationsOnline", isDefault: true, isInitial: true, name: defaultDomain, type: "Managed" },
    ],
  };
}

/** Source: https://learn.microsoft.com/graph/api/authorizationpolicy-get (example), read 2026-11-25. */
export function createAuthorizationPolicy(membersMayRegister: boolean): JsonObject {
  return {
    id: "authorizationPolicy",
    deletedDateTime: null,
    allowInvitesFrom: "everyone",
    allowUserConsentForRiskyApps: null,
    allowedToSignUpEmailBasedSubscriptions: true,
    allowedToUseSSPR: true,
    allowEmailVerifiedUsersToJoinOrganization: false,
    blockMsolPowerShell: false,
    description: "Used to manage authorization related settings across the company.",
    displayName: "Authorization Policy",
    // Guests have limited access. Source: https://learn.microsoft.com/graph/api/resources/authorizationpolicy, read 2026-11-25.
    guestUserRoleId: "10dae51f-b6af-4016-8d66-8c2a99b929b3",
    defaultUserRolePermissions: {
      allowedToCreateApps: membersMayRegister,
      allowedToCreateSecurityGroups: true,
      allowedToCreateTenants: true,
      allowedToReadBitlockerKeysForOwnedDevice: true,
      allowedToReadOtherUsers: true,
      permissionGrantPoliciesAssigned: ["ManagePermissionGrantsForSelf.microsoft-user-default-recommended"],
    },
  };
}

/** The tenant's one domain. Source: https://learn.microsoft.com/graph/api/domain-list (example), read 2026-11-25. */
export function createDomainBody({ defaultDomain }: Tenant): JsonObject {
  return {
    id: defaultDomain,
    authenticationType: "Managed",
    availabilityStatus: null,
    isAdminManaged: true,
    isDefault: true,
    isInitial: true,
    isRoot: true,
    isVerified: true,
    manufacturer: null,
    model: null,
    // Never: passwords do not end. Source: https://learn.microsoft.com/graph/api/resources/domain, read 2026-11-25.
    passwordNotificationWindowInDays: 14,
    passwordValidityPeriodInDays: 2_147_483_647,
    state: null,
    supportedServices: ["Email", "OfficeCommunicationsOnline"],
  };
}
