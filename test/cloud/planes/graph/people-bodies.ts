import type { JsonObject } from "./directory-object.ts";

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
    imAddresses: [],
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
