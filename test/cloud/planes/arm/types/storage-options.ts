import { flag, oneOf, structure, text, whole } from "../shape.ts";

const encryptedService = structure({
  enabled: flag(),
  lastEnabledTime: text({ readOnly: true }),
  keyType: oneOf(["Service", "Account"]),
});
/** Keys of one's own are kept and have no effect. */
const encryption = structure(
  {
    services: structure({ blob: encryptedService, file: encryptedService, table: encryptedService, queue: encryptedService }),
    keySource: oneOf(["Microsoft.Storage", "Microsoft.Keyvault"]),
    requireInfrastructureEncryption: flag(),
    keyvaultproperties: structure({
      keyname: text(),
      keyversion: text(),
      keyvaulturi: text(),
      currentVersionedKeyIdentifier: text({ readOnly: true }),
      lastKeyRotationTimestamp: text({ readOnly: true }),
      currentVersionedKeyExpirationTimestamp: text({ readOnly: true }),
    }),
    identity: structure({ userAssignedIdentity: text(), federatedIdentityClientId: text() }),
  },
  { initial: { keySource: "Microsoft.Storage" } },
);
const switched = structure({ enabled: flag() });

/** What Azure takes for the services that this cloud does not have: checked, kept, without effect. */
export const storageOptions = {
  encryption,
  allowedCopyScope: oneOf(["PrivateLink", "AAD", "All"]),
  sasPolicy: structure({
    sasExpirationPeriod: text({ required: true }),
    expirationAction: oneOf(["Log", "Block"], { required: true }),
    requireUserBoundUserDelegationSas: flag(),
    requireUserBoundUserDelegationSasAction: oneOf(["None", "Log", "Block"]),
  }),
  keyPolicy: structure({ keyExpirationPeriodInDays: whole(1, 100_000, { required: true }) }),
  customDomain: structure({ name: text({ required: true }), useSubDomainName: flag() }),
  turboTier: structure({ status: oneOf(["Enabled", "Disabled"]), targetPercent: whole(0, 100) }),
  azureFilesIdentityBasedAuthentication: structure({
    directoryServiceOptions: oneOf(["None", "AADDS", "AD", "AADKERB"], { required: true }),
    activeDirectoryProperties: structure({
      domainName: text(),
      netBiosDomainName: text(),
      forestName: text(),
      domainGuid: text(),
      domainSid: text(),
      azureStorageSid: text(),
      samAccountName: text(),
      accountType: oneOf(["User", "Computer"]),
    }),
    defaultSharePermission: oneOf([
      "None",
      "StorageFileDataSmbShareReader",
      "StorageFileDataSmbShareContributor",
      "StorageFileDataSmbShareElevatedContributor",
    ]),
    smbOAuthSettings: structure({ isSmbOAuthEnabled: flag() }),
  }),
  enableExtendedGroups: flag(),
  routingPreference: structure({
    routingChoice: oneOf(["MicrosoftRouting", "InternetRouting"]),
    publishMicrosoftEndpoints: flag(),
    publishInternetEndpoints: flag(),
  }),
  dualStackEndpointPreference: structure({ publishIpv6Endpoint: flag() }),
  isNfsV3Enabled: flag(),
  immutableStorageWithVersioning: structure({
    enabled: flag(),
    immutabilityPolicy: structure({
      immutabilityPeriodSinceCreationInDays: whole(1, 146_000),
      state: oneOf(["Unlocked", "Locked", "Disabled"]),
      allowProtectedAppendWrites: flag(),
    }),
  }),
  geoPriorityReplicationStatus: structure({ isBlobEnabled: flag() }),
  allowSharedKeyAccessForServices: structure({ blob: switched, file: switched, table: switched, queue: switched }),
  dataCollaborationPolicyProperties: structure({
    allowStorageConnectors: flag(),
    allowBlobAccessPoints: flag(),
    allowStorageDataShares: flag(),
    allowCrossTenantDataSharing: flag(),
  }),
  allowCrossTenantDelegationSas: flag(),
};
