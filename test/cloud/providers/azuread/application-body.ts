import { isPropertyMap, isSameValue, type PropertyMap } from "../property-values.ts";
import { toFeatureTags, toTags } from "./feature-tags.ts";

interface Access {
  readonly resourceAppId: string;
  readonly resourceAccesses: readonly { readonly id: string; readonly type: string }[];
}

/**
 * The JSON that the provider writes: explicit nulls for what the program does not say, `api` in part. In an update
 * (`known` given) lists that did not change stay away.
 */
export function toApplicationBody(inputs: PropertyMap, known?: PropertyMap): Record<string, unknown> {
  const isChanged = (name: string) => known === undefined || !isSameValue(inputs[name] ?? [], known[name] ?? []);
  const block = (name: string) => (isPropertyMap(inputs[name]) ? inputs[name] : {});
  const { implicitGrant } = block("web") as { implicitGrant?: Record<string, unknown> };
  return {
    "@odata.type": "#microsoft.graph.application",
    api: {
      acceptMappedClaims: block("api")["mappedClaimsEnabled"] ?? null,
      knownClientApplications: block("api")["knownClientApplications"] ?? [],
      requestedAccessTokenVersion: block("api")["requestedAccessTokenVersion"] ?? 1,
    },
    description: inputs["description"] ?? null,
    displayName: inputs["displayName"],
    ...(isChanged("identifierUris") ? { identifierUris: inputs["identifierUris"] ?? [] } : {}),
    info: {
      marketingUrl: inputs["marketingUrl"] ?? null,
      privacyStatementUrl: inputs["privacyStatementUrl"] ?? null,
      supportUrl: inputs["supportUrl"] ?? null,
      termsOfServiceUrl: inputs["termsOfServiceUrl"] ?? null,
    },
    isDeviceOnlyAuthSupported: inputs["deviceOnlyAuthEnabled"] ?? null,
    isFallbackPublicClient: inputs["fallbackPublicClientEnabled"] ?? null,
    notes: inputs["notes"] ?? null,
    publicClient: { redirectUris: block("publicClient")["redirectUris"] ?? [] },
    ...(isChanged("requiredResourceAccesses") ? { requiredResourceAccess: toRequiredResourceAccess(inputs) } : {}),
    serviceManagementReference: inputs["serviceManagementReference"] ?? null,
    signInAudience: inputs["signInAudience"] ?? "AzureADMyOrg",
    spa: { redirectUris: block("singlePageApplication")["redirectUris"] ?? [] },
    tags: inputs["tags"] ?? toTags(inputs["featureTags"]),
    web: {
      homePageUrl: block("web")["homepageUrl"] ?? null,
      implicitGrantSettings: {
        enableAccessTokenIssuance: implicitGrant?.["accessTokenIssuanceEnabled"] ?? false,
        enableIdTokenIssuance: implicitGrant?.["idTokenIssuanceEnabled"] ?? false,
      },
      logoutUrl: block("web")["logoutUrl"] ?? null,
      redirectUris: block("web")["redirectUris"] ?? [],
    },
  };
}

/** What the provider keeps in the state of an application that it read. */
export function toApplicationOutputs(read: PropertyMap, owners: readonly string[]): Record<string, unknown> {
  const block = (name: string) => (isPropertyMap(read[name]) ? read[name] : {});
  const tags = (read["tags"] ?? []) as string[];
  const implicitGrant = block("web")["implicitGrantSettings"] as Record<string, boolean> | undefined;
  return {
    api: {
      knownClientApplications: block("api")["knownClientApplications"] ?? [],
      mappedClaimsEnabled: block("api")["acceptMappedClaims"] ?? false,
      oauth2PermissionScopes: block("api")["oauth2PermissionScopes"] ?? [],
      requestedAccessTokenVersion: block("api")["requestedAccessTokenVersion"] ?? 1,
    },
    appRoleIds: toValueIds(read["appRoles"]),
    clientId: read["appId"],
    description: read["description"] ?? "",
    deviceOnlyAuthEnabled: read["isDeviceOnlyAuthSupported"] ?? false,
    disabledByMicrosoft: read["disabledByMicrosoftStatus"] ?? "",
    displayName: read["displayName"],
    fallbackPublicClientEnabled: read["isFallbackPublicClient"] ?? false,
    featureTags: toFeatureTags(tags),
    identifierUris: read["identifierUris"] ?? [],
    logoUrl: block("info")["logoUrl"] ?? "",
    marketingUrl: block("info")["marketingUrl"] ?? "",
    notes: read["notes"] ?? "",
    oauth2PermissionScopeIds: toValueIds(block("api")["oauth2PermissionScopes"]),
    objectId: read["id"],
    owners,
    privacyStatementUrl: block("info")["privacyStatementUrl"] ?? "",
    publicClient: { redirectUris: block("publicClient")["redirectUris"] ?? [] },
    publisherDomain: read["publisherDomain"] ?? "",
    requiredResourceAccesses: ((read["requiredResourceAccess"] ?? []) as { resourceAppId: string; resourceAccess: object[] }[]).map(
      ({ resourceAppId, resourceAccess }) => ({ resourceAppId, resourceAccesses: resourceAccess }),
    ),
    serviceManagementReference: read["serviceManagementReference"] ?? "",
    signInAudience: read["signInAudience"],
    singlePageApplication: { redirectUris: block("spa")["redirectUris"] ?? [] },
    supportUrl: block("info")["supportUrl"] ?? "",
    tags,
    templateId: read["applicationTemplateId"] ?? "",
    termsOfServiceUrl: block("info")["termsOfServiceUrl"] ?? "",
    web: {
      homepageUrl: block("web")["homePageUrl"] ?? "",
      implicitGrant: {
        accessTokenIssuanceEnabled: implicitGrant?.["enableAccessTokenIssuance"] ?? false,
        idTokenIssuanceEnabled: implicitGrant?.["enableIdTokenIssuance"] ?? false,
      },
      logoutUrl: block("web")["logoutUrl"] ?? "",
      redirectUris: block("web")["redirectUris"] ?? [],
    },
  };
}

/** `value` to `id` of roles or scopes: the map that programs look a permission up in. */
export function toValueIds(entries: unknown): Record<string, string> {
  const list = (entries ?? []) as { id: string; value?: string | null }[];
  return Object.fromEntries(list.flatMap(({ id, value }) => (value === null || value === undefined || value === "" ? [] : [[value, id]])));
}

function toRequiredResourceAccess(inputs: PropertyMap): object[] {
  const accesses = (inputs["requiredResourceAccesses"] ?? []) as Access[];
  return accesses.map(({ resourceAppId, resourceAccesses }) => ({
    resourceAppId,
    resourceAccess: resourceAccesses.map(({ id, type }) => ({ id, type })),
  }));
}
