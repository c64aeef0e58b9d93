import type { CalleeBehaviour } from "./callee-behaviour.ts";

/**
 * What the simulated cloud holds before anybody asks it anything, as data: a scenario or a file can carry it. Every
 * member is optional; `completeSeed` fills in what a tenant cannot be without.
 */
export interface Seed {
  readonly tenantDisplayName?: string;
  readonly users?: readonly SeedUser[];
  readonly groups?: readonly SeedGroup[];
  readonly applications?: readonly SeedApplication[];
  /** Service principals without an application of this tenant (of another tenant, or of a managed identity). */
  readonly servicePrincipals?: readonly SeedServicePrincipal[];
  /** Admin consent that exists before. */
  readonly grants?: readonly SeedGrant[];
  /** ARM resources that exist before; `armResources` members are ARM bodies with `id` and `type`. */
  readonly armResources?: readonly SeedArmResource[];
  /** Azure role assignments that exist before. */
  readonly roleAssignments?: readonly SeedRoleAssignment[];
  /** Who may read the rows; a user, group member or service principal that is not listed elsewhere is made. */
  readonly operators?: readonly SeedOperator[];
  /** Signing keys of issuers that are not on this machine (GitHub's, for example): with them, their assertions are verified. */
  readonly federatedIssuers?: readonly SeedFederatedIssuer[];
  /** Whether every member may register applications. Default true. */
  readonly membersMayRegister?: boolean;
  /** What the tenant's default app management policy forbids of credentials. Default: nothing, the policy is off. */
  readonly appManagement?: SeedAppManagement;
  /** What ARM says of the subscription. Default: enabled, in use, with Azure's default quotas. */
  readonly subscription?: SeedSubscription;
  /** Who runs the provider. Default: an application "Dialtone deployer" that can do what the stack needs. */
  readonly deployer?: SeedDeployer;
}
export interface SeedUser {
  readonly objectId: string;
  readonly displayName?: string;
  readonly userPrincipalName?: string;
  readonly userType?: "Member" | "Guest";
  readonly accountEnabled?: boolean;
  readonly calling?: CalleeBehaviour;
  /** Default: made by the cloud; `signInOf` tells it. */
  readonly password?: string;
  /** Names of Entra roles, for example `Privileged Role Administrator`. Default none. */
  readonly directoryRoles?: readonly string[];
}
export interface SeedGroup {
  readonly objectId: string;
  readonly displayName?: string;
  readonly memberObjectIds: readonly string[];
}
export interface SeedApplication {
  readonly clientId: string;
  readonly applicationObjectId?: string;
  /** Object id of its service principal; `null`: it has none. Default: made by the cloud. */
  readonly principalObjectId?: string | null;
  readonly displayName: string;
  readonly secrets?: readonly { readonly value: string; readonly displayName?: string; readonly endDateTime?: string }[];
  /** Object ids. */
  readonly owners?: readonly string[];
  /** `value`s of Microsoft Graph application permissions that are granted. */
  readonly graphRoles?: readonly string[];
}
export interface SeedServicePrincipal {
  readonly objectId: string;
  readonly clientId: string;
  readonly displayName: string;
  readonly accountEnabled?: boolean;
  /** It is this managed identity of `armResources`. */
  readonly managedIdentityResourceId?: string;
}
export interface SeedGrant {
  readonly principalObjectId: string;
  /** Default: Microsoft Graph. */
  readonly resourceClientId?: string;
  readonly roleValue: string;
}
export interface SeedArmResource {
  readonly id: string;
  readonly type: string;
  readonly [member: string]: unknown;
}
export interface SeedRoleAssignment {
  readonly principalObjectId: string;
  readonly principalType: "User" | "Group" | "ServicePrincipal";
  /** GUID of the role definition. */
  readonly roleDefinitionId: string;
  /** For example `/subscriptions/<id>`. */
  readonly scope: string;
}
export interface SeedFederatedIssuer {
  /** As the `iss` claim says it. */
  readonly issuer: string;
  /** Public keys as a key set publishes them (JWK). */
  readonly keys: readonly Readonly<Record<string, unknown>>[];
}
export interface SeedAppManagement {
  /** No application may get a secret. */
  readonly forbidsPasswords?: boolean;
  /** Longest life of a secret, as ISO 8601: `P30D`. */
  readonly passwordLifetime?: string;
  /** Longest life of a certificate, as ISO 8601. */
  readonly keyLifetime?: string;
}
export interface SeedSubscription {
  readonly displayName?: string;
  /** `Disabled` and `Deleted` refuse writes. Default `Enabled`. Source: https://learn.microsoft.com/azure/cost-management-billing/manage/subscription-states, read 2026-11-25. */
  readonly state?: "Enabled" | "Warned" | "PastDue" | "Disabled" | "Deleted";
  /** People sign in without a second factor (`amr`), and their writes are answered with a claims challenge, which no sign-in here can meet. Default false: ASSUMED, so that people can be rehearsed at all. */
  readonly requiresMfa?: boolean;
  /** Namespaces of resource providers that are not registered yet. Default none. */
  readonly unregistered?: readonly string[];
  /** Container Apps environments that it may have in a region. Default 15. Source: https://learn.microsoft.com/azure/container-apps/quotas, read 2026-11-25. */
  readonly managedEnvironmentLimit?: number;
}
export interface SeedOperator {
  readonly objectId: string;
  readonly principalType: "User" | "Group" | "ServicePrincipal";
}
export interface SeedDeployer {
  readonly clientId?: string;
  readonly objectId?: string;
  readonly clientSecret?: string;
  readonly displayName?: string;
  /** `value`s of Microsoft Graph application permissions. */
  readonly graphRoles?: readonly string[];
  /** False: no Owner on the subscription. Default true. */
  readonly subscriptionOwner?: boolean;
}

/** A seed in which nothing is left open: what planes read from `CloudContext.seed`. */
export interface CompleteSeed extends Required<Omit<Seed, "deployer">> {
  readonly subscription: Required<SeedSubscription>;
  readonly users: readonly Required<SeedUser>[];
  readonly applications: readonly Required<SeedApplication>[];
  readonly deployer: Required<SeedDeployer>;
}
