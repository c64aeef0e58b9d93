import type { Transcript } from "./exchange.ts";
import type { FaultRules } from "./fault-rule.ts";
import type { IngressNames } from "./ingress-names.ts";
import type { Nation } from "./nation.ts";
import type { Claims } from "./operation.ts";
import type { CalleeBehaviour } from "./callee-behaviour.ts";
import type { CompleteSeed } from "./seed.ts";

/**
 * What every plane is made from. Planes know each other only through these interfaces; each names the file that
 * implements it.
 */
export interface CloudContext {
  readonly clock: CloudClock;
  readonly ids: IdSource;
  readonly tenant: Tenant;
  readonly subscriptionId: string;
  /** What existed before the first request; planes load their part of it in `start` (ARM: `armResources`, `roleAssignments`). */
  readonly seed: CompleteSeed;
  readonly origins: Origins;
  readonly certificates: Certificates;
  readonly directory: DirectoryReader;
  readonly tokens: TokenService;
  readonly azureRbac: AzureRbac;
  readonly resources: ResourceReader;
  readonly ingressNames: IngressNames;
  readonly faults: FaultRules;
  readonly transcript: Transcript;
  /** Directory of this run's files (CA, archives, unpacked images); removed at stop. */
  readonly workDirectory: string;
  /** Root of the checkout whose node_modules images are built with. */
  readonly dependenciesDirectory: string;
  /** What a reader should be told (for example: a prebuilt image runs the checkout's host). */
  readonly warn: (message: string) => void;
}

/** core/clock.ts. Lags, lives and call timings run on it; tokens, certificates and rows carry wall time. */
export interface CloudClock {
  /** Milliseconds since the epoch on the cloud's clock. */
  readonly nowMs: () => number;
  /** Milliseconds since the epoch on the wall. */
  readonly wallMs: () => number;
  /** Cloud seconds per wall second (real mode). */
  readonly rate: number;
  /** Runs `task` once `delayMs` of cloud time have passed; returns a cancel function. */
  readonly schedule: (delayMs: number, task: () => void | Promise<void>) => () => void;
  readonly sleep: (delayMs: number) => Promise<void>;
  /** Moves the clock forward and runs what became due, in order. */
  readonly advance: (deltaMs: number) => Promise<void>;
}

/** core/ids.ts. Seeded: the same seed and the same key give the same value. */
export interface IdSource {
  /** Lower-case GUID, version 4 in form. `key` names what it is for, so that order of calls does not matter. */
  readonly guid: (key: string) => string;
  /** Lower-case hexadecimal digits. */
  readonly hex: (key: string, digits: number) => string;
  /** A credential-like secret; registered with the transcript so that it is masked wherever it appears. */
  readonly secret: (key: string) => string;
}

export interface Tenant {
  readonly tenantId: string;
  readonly displayName: string;
  readonly defaultDomain: string;
}

/** Where each surface listens. All loopback. URLs without trailing slash. */
export interface Origins {
  /** Which of Microsoft's clouds this one looks like. Default: the public one. */
  readonly nation?: Nation;
  readonly login: string;
  readonly graph: string;
  readonly arm: string;
  /** host:port for `metadataHost`. */
  readonly metadataHost: string;
  /** `https://localhost:PORT`; accounts are the first path segment. */
  readonly table: string;
  /** OpenID configuration of the calling service. */
  readonly callingOpenIdConfiguration: string;
  /** `127.0.0.1:PORT`: names below `.test` by SNI and Host. */
  readonly ingress: string;
  /** Plain http, App Service shape of the managed identity endpoint. */
  readonly identity: string;
  readonly control: string;
  /** Where build contexts are uploaded and image references are read; operations of plane `registry`. */
  readonly registry: string;
  /** Opens (or returns) the listener of one vault: its own origin. */
  readonly vault: (vaultName: string) => Promise<string>;
}

/** core/certificates.ts */
export interface Certificates {
  /** PEM file of the throw-away CA. */
  readonly caFile: string;
  /** Leaf for the names; signed by the CA, full chain. A flaw makes it one that no client should take. */
  readonly issue: (
    names: readonly string[],
    flaw?: CertificateFlaw,
  ) => Promise<{ readonly certificatePem: string; readonly privateKeyPem: string }>;
}

/** `incomplete-chain`: signed by an intermediate authority that is not sent. */
export type CertificateFlaw = "self-signed" | "expired" | "incomplete-chain";

/** planes/graph/directory.ts: what other planes read of the directory. */
export interface DirectoryReader {
  readonly servicePrincipalByClientId: (clientId: string) => DirectoryServicePrincipal | undefined;
  readonly principal: (
    objectId: string,
  ) => { readonly objectId: string; readonly principalType: "User" | "Group" | "ServicePrincipal" } | undefined;
  readonly user: (objectId: string) => DirectoryUser | undefined;
  /** Group object ids that contain the principal. */
  readonly groupsOf: (objectId: string) => readonly string[];
  /** Creates the directory objects of a managed identity (an application-less service principal). */
  readonly addManagedIdentity: (displayName: string, resourceId: string) => DirectoryServicePrincipal;
  readonly removeManagedIdentity: (objectId: string) => void;
  /** `value`s of the application permissions on `resourceClientId` granted to the principal and visible now. */
  readonly grantedRoles: (principalObjectId: string, resourceClientId: string) => readonly string[];
}
export interface DirectoryServicePrincipal {
  readonly objectId: string;
  readonly clientId: string;
  readonly displayName: string;
  readonly accountEnabled: boolean;
}
export interface DirectoryUser {
  readonly objectId: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
  readonly userType: "Member" | "Guest";
  readonly accountEnabled: boolean;
  /** How this user's Teams behaves when it rings; the calls plane reads it. */
  readonly calling: CalleeBehaviour;
}
/** planes/login/token-service.ts */
export interface TokenService {
  /** Verifies signature, life (wall), issuer and audience of a bearer header. Throws a Refusal in the plane's words. */
  readonly verify: (authorization: string | undefined, plane: string, audiences: readonly string[]) => Promise<Claims>;
  /** Issues an access token for a principal of the directory (managed identity endpoint, tests). */
  readonly issue: (
    principalObjectId: string,
    audience: string,
    extra?: Readonly<Record<string, unknown>>,
  ) => Promise<{ readonly token: string; readonly expiresIn: number }>;
}

/** planes/arm/azure-rbac.ts */
export interface AzureRbac {
  /**
   * True when a role assignment at the scope or above allows the action (or dataAction) to the principal or a group of it.
   * `control`: as an action whatever its name; some (`Microsoft.KeyVault/vaults/keys/read`) are both.
   */
  readonly allows: (principalObjectId: string, action: string, scope: string, plane?: "control") => boolean;
  /** What each of those role assignments gives. */
  readonly rolesAt: (principalObjectId: string, scope: string) => readonly AzurePermission[];
}
/** What one role gives on the control plane and on data; `*` stands for anything. */
export interface AzurePermission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

/** planes/arm/resource-store.ts: what other planes read of ARM. Ids compare without case. */
export interface ResourceReader {
  readonly get: (resourceId: string) => ArmResource | undefined;
  readonly list: (resourceType: string) => readonly ArmResource[];
}
export interface ArmResource {
  readonly id: string;
  readonly name: string;
  /** For example `Microsoft.BotService/botServices`. */
  readonly type: string;
  readonly location?: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly [member: string]: unknown;
}
