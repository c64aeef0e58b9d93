import type { PlaneRequest } from "../../core/operation.ts";
import type { DirectoryObject } from "./directory-object.ts";
import type { Directory } from "./directory.ts";
import { graphRefusals } from "./graph-refusal.ts";
import { graphClientId } from "./microsoft-service-principals.ts";

/**
 * Application permissions that allow each thing, least privileged first. Source: the permission tables of
 * https://learn.microsoft.com/graph/api/application-get, application-post-applications, serviceprincipal-post-approleassignedto,
 * user-get, group-get, organization-get, read 2026-11-25; the pair for grants by ../shared/facts/graph-calling.md 6.4.
 */
const applicationPermissions = {
  readApplications: [
    "Application.Read.All",
    "Application.ReadWrite.OwnedBy",
    "Application.ReadWrite.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
  ],
  readUsers: ["User.ReadBasic.All", "User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"],
  readGroups: ["GroupMember.Read.All", "Group.Read.All", "Directory.Read.All", "Directory.ReadWrite.All"],
  readRoles: ["RoleManagement.Read.Directory", "RoleManagement.Read.All", "Directory.Read.All", "Directory.ReadWrite.All"],
  readOrganization: ["Organization.Read.All", "Directory.Read.All", "Directory.ReadWrite.All"],
  readObjects: [
    "Directory.Read.All",
    "Directory.ReadWrite.All",
    "Application.Read.All",
    "Application.ReadWrite.All",
    "DelegatedPermissionGrant.Read.All",
    "DelegatedPermissionGrant.ReadWrite.All",
  ],
} as const;
export type Reading = keyof typeof applicationPermissions;

/** Entra roles of people. Source: https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference, read 2026-11-25. */
const applicationAdministrators = ["Global Administrator", "Application Administrator", "Cloud Application Administrator"];
const policyReaders = ["Global Reader", "Security Reader", "Security Administrator"];
const policyWriting = ["Policy.ReadWrite.ApplicationConfiguration"];
const grantAdministrators = ["Global Administrator", "Privileged Role Administrator"];

/**
 * What the caller's own token allows: application permissions of a program, and for a person membership, ownership and
 * Entra roles (a member may read the directory and register applications; a guest may neither).
 */
export class Rights {
  readonly #directory: Directory;

  constructor(directory: Directory) {
    this.#directory = directory;
  }

  requireReading(request: PlaneRequest, what: Reading): void {
    const { caller } = request;
    if (caller?.idtyp === "user" ? this.#isMember(caller.oid) : this.#hasAny(request, applicationPermissions[what])) return;
    throw graphRefusals.insufficientPrivileges();
  }

  /** Creating, as opposed to changing what exists. Answers whether the creator becomes an owner. */
  requireCreatingApplications(request: PlaneRequest): { readonly becomesOwner: boolean } {
    const { caller } = request;
    if (caller?.idtyp === "user" && this.#mayRegister(caller.oid)) return { becomesOwner: true };
    if (this.#hasAny(request, ["Application.ReadWrite.All", "Directory.ReadWrite.All"])) return { becomesOwner: false };
    if (this.#hasAny(request, ["Application.ReadWrite.OwnedBy"])) return { becomesOwner: true };
    throw graphRefusals.insufficientPrivileges();
  }

  /** Changing an application or a service principal. Microsoft's own are nobody's to change. */
  requireWriting(request: PlaneRequest, object: DirectoryObject): void {
    const { caller } = request;
    if (this.#directory.isMicrosofts(object)) throw graphRefusals.insufficientPrivileges();
    const isOwner = caller !== undefined && object.owners.has(caller.oid);
    if (caller?.idtyp === "user") {
      if (isOwner || this.#hasDirectoryRole(caller.oid, applicationAdministrators)) return;
    } else if (
      this.#hasAny(request, ["Application.ReadWrite.All", "Directory.ReadWrite.All"]) ||
      (isOwner && this.#hasAny(request, ["Application.ReadWrite.OwnedBy"]))
    ) {
      return;
    }
    throw graphRefusals.insufficientPrivileges();
  }

  /** Source: https://learn.microsoft.com/graph/api/tenantappmanagementpolicy-get (permission, and Global Reader or more), read 2026-11-25. */
  requireReadingPolicies(request: PlaneRequest): void {
    this.#requireScoped(request, ["Policy.Read.All", ...policyWriting], [...policyReaders, ...applicationAdministrators]);
  }

  /** Source: https://learn.microsoft.com/graph/api/tenantappmanagementpolicy-update (permission and role), read 2026-11-25. */
  requireWritingPolicies(request: PlaneRequest): void {
    this.#requireScoped(request, policyWriting, applicationAdministrators);
  }

  /** A program needs the permission; a person needs it in the token (the Azure CLI's has it not) and an Entra role. */
  #requireScoped(request: PlaneRequest, permissions: readonly string[], roles: readonly string[]): void {
    const { caller } = request;
    if (caller?.idtyp === "user") {
      const scopes = caller.scp?.split(" ") ?? [];
      if (scopes.some((scope) => permissions.includes(scope)) && this.#hasDirectoryRole(caller.oid, roles)) return;
    } else if (this.#hasAny(request, permissions)) return;
    throw graphRefusals.insufficientPrivileges();
  }

  /** An application may roll its own keys without any permission. Source: https://learn.microsoft.com/graph/api/application-addkey (None), read 2026-11-25. */
  requireRollingKeys(request: PlaneRequest, object: DirectoryObject): void {
    const isOwn =
      request.caller?.idtyp === "app" && (request.caller.appid === object.body["appId"] || request.caller.oid === object.objectId);
    if (!isOwn) this.requireWriting(request, object);
  }

  /** Source: https://learn.microsoft.com/graph/api/authorizationpolicy-update, read 2026-11-25. */
  requireWritingAuthorization(request: PlaneRequest): void {
    this.#requireScoped(request, ["Policy.ReadWrite.Authorization"], grantAdministrators);
  }

  /** Source: https://learn.microsoft.com/graph/api/oauth2permissiongrant-post, read 2026-11-25. */
  requireGrantingScopes(request: PlaneRequest): void {
    const permissions = ["DelegatedPermissionGrant.ReadWrite.All", "Directory.ReadWrite.All"];
    this.#requireScoped(request, permissions, [...grantAdministrators, ...applicationAdministrators]);
  }

  requireGranting(request: PlaneRequest, resource: DirectoryObject): void {
    const { caller } = request;
    if (caller?.idtyp === "user") {
      const isGraph = resource.body["appId"] === graphClientId;
      const roles = isGraph ? grantAdministrators : [...grantAdministrators, ...applicationAdministrators];
      if (this.#hasDirectoryRole(caller.oid, roles)) return;
    } else if (
      this.#hasAny(request, ["AppRoleAssignment.ReadWrite.All"]) &&
      this.#hasAny(request, applicationPermissions.readApplications)
    ) {
      return;
    }
    throw graphRefusals.insufficientPrivileges();
  }

  #hasAny(request: PlaneRequest, permissions: readonly string[]): boolean {
    return request.caller?.roles?.some((role) => permissions.includes(role)) === true;
  }

  /** Source: https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference (Application Developer), read 2026-11-25. */
  #mayRegister(objectId: string): boolean {
    if (!this.#isMember(objectId)) return false;
    return (
      this.#directory.policies.membersMayRegister ||
      this.#hasDirectoryRole(objectId, ["Application Developer", ...applicationAdministrators])
    );
  }

  #isMember(objectId: string): boolean {
    return this.#directory.user(objectId)?.userType === "Member";
  }

  #hasDirectoryRole(objectId: string, roles: readonly string[]): boolean {
    return this.#directory.store.get(objectId)?.directoryRoles.some((role) => roles.includes(role)) === true;
  }
}
