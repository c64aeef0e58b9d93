import type { DirectoryReader, DirectoryServicePrincipal, DirectoryUser, Origins, Tenant } from "../../core/cloud-context.ts";
import type { CalleeBehaviour } from "../../core/callee-behaviour.ts";
import type { Audience } from "../../core/operation.ts";
import { AppManagementPolicies } from "./app-management-policies.ts";
import { createDirectoryObject, type DirectoryObject } from "./directory-object.ts";
import { graphClientId, microsoftServicePrincipals, microsoftTenantId } from "./microsoft-service-principals.ts";
import { findGroupsOf } from "./groups-of.ts";
import { createMicrosoftPrincipal } from "./microsoft-principal.ts";
import { findAppRole } from "./find-app-role.ts";
import { createServicePrincipalBody } from "./application-bodies.ts";
import { toPrincipalType } from "./principal-type.ts";
import { type VisibilityParts, VisibleObjects } from "./visible-objects.ts";

/** What the directory is made from. */
export interface DirectoryParts extends VisibilityParts {
  readonly tenant: Tenant;
  readonly origins: Pick<Origins, "graph" | "arm">;
}

/**
 * The tenant's directory: its objects and policies, and what the other planes read of it.
 * Starts with Microsoft's own service principals and nothing else; `loadSeed` brings the rest.
 */
export class Directory extends VisibleObjects implements DirectoryReader {
  readonly tenant: Tenant;
  readonly policies = new AppManagementPolicies();
  readonly #origins: Pick<Origins, "graph" | "arm">;
  readonly #callingOf = new Map<string, CalleeBehaviour>();

  constructor(parts: DirectoryParts) {
    super(parts);
    this.#origins = parts.origins;
    this.tenant = parts.tenant;
    this.#addMicrosoft();
  }

  /** Back to Microsoft's own service principals and nothing else. */
  reset(): void {
    this.clear();
    this.#callingOf.clear();
    this.policies.reset();
    this.#addMicrosoft();
  }

  #addMicrosoft(): void {
    for (const principal of microsoftServicePrincipals) {
      const objectId = this.ids.guid(`microsoft service principal/${this.tenant.tenantId}/${principal.clientId}`);
      this.store.add(createMicrosoftPrincipal(principal, objectId, this.#origins));
    }
  }

  isMicrosofts(object: DirectoryObject): boolean {
    return object.body["appOwnerOrganizationId"] === microsoftTenantId;
  }

  servicePrincipalByClientId(clientId: string): DirectoryServicePrincipal | undefined {
    const found = this.store.findBy("servicePrincipal", "appId", clientId);
    return found === undefined ? undefined : toServicePrincipal(found);
  }

  principal(objectId: string): { objectId: string; principalType: "User" | "Group" | "ServicePrincipal" } | undefined {
    const object = this.store.get(objectId);
    if (object === undefined || object.kind === "application" || !this.isVisible(object)) return undefined;
    return { objectId: object.objectId, principalType: toPrincipalType(object.kind) };
  }

  user(objectId: string): DirectoryUser | undefined {
    const object = this.store.get(objectId);
    if (object?.kind !== "user") return undefined;
    return {
      objectId: object.objectId,
      displayName: String(object.body["displayName"]),
      userPrincipalName: String(object.body["userPrincipalName"]),
      userType: object.body["userType"] === "Guest" ? "Guest" : "Member",
      accountEnabled: object.body["accountEnabled"] === true,
      calling: this.#callingOf.get(object.objectId) ?? { kind: "answers", afterMs: 3000 },
    };
  }

  /** How the user's Teams behaves from now on. */
  setCalling(objectId: string, behaviour: CalleeBehaviour): void {
    this.#callingOf.set(objectId, behaviour);
  }

  groupsOf(objectId: string): readonly string[] {
    return findGroupsOf(this.store, objectId);
  }

  addManagedIdentity(displayName: string, resourceId: string): DirectoryServicePrincipal {
    const objectId = this.nextGuid(`managed identity principal/${resourceId.toLowerCase()}`);
    const clientId = this.nextGuid(`managed identity client/${resourceId.toLowerCase()}`);
    const object = createDirectoryObject(
      "servicePrincipal",
      objectId,
      {
        ...createServicePrincipalBody({ objectId, clientId, displayName, ownerTenantId: null, servicePrincipalType: "ManagedIdentity" }),
        // One that a user made, or the system's of another resource.
        alternativeNames: [`isExplicit=${/\/userAssignedIdentities\/[^/]+$/i.test(resourceId) ? "True" : "False"}`, resourceId],
      },
      { visibleAtMs: this.visibleFromMs("servicePrincipal") },
    );
    this.store.add(object);
    return toServicePrincipal(object);
  }

  removeManagedIdentity(objectId: string): void {
    this.store.remove(objectId);
  }

  grantedRoles(principalObjectId: string, resourceClientId: string): readonly string[] {
    const resource = this.store.findBy("servicePrincipal", "appId", resourceClientId);
    if (resource === undefined) return [];
    const nowMs = this.nowMs();
    return this.store
      .assignments()
      .filter(
        ({ body, inTokensAtMs }) =>
          body.principalId === principalObjectId && body.resourceId === resource.objectId && inTokensAtMs <= nowMs,
      )
      .map(({ body }) => findAppRole(resource, body.appRoleId)?.["value"])
      .filter((value): value is string => typeof value === "string");
  }

  /** The resource that a scope or `resource` parameter names: one of its service principal names. */
  resourceByName(name: string): { readonly object: DirectoryObject; readonly surface: Audience | undefined } | undefined {
    const object = this.store
      .list("servicePrincipal")
      .find((candidate) =>
        (candidate.body["servicePrincipalNames"] as string[]).some((known) => known.toLowerCase() === name.toLowerCase()),
      );
    if (object === undefined) return undefined;
    const surface = microsoftServicePrincipals.find((principal) => principal.clientId === object.body["appId"])?.audience;
    return { object, surface };
  }

  /** Into the recycle bin; an application takes its service principals along. */
  softDelete(object: DirectoryObject): void {
    const deletedDateTime = this.timestamp();
    this.store.softDelete(object, deletedDateTime);
    if (object.kind !== "application") return;
    for (const principal of this.store.list("servicePrincipal")) {
      if (principal.body["appId"] === object.body["appId"]) this.store.softDelete(principal, deletedDateTime);
    }
  }

  /** Back out of the recycle bin; the service principal of an application comes along, with its grants (ASSUMED). */
  restore(object: DirectoryObject): void {
    this.store.restore(object.objectId);
    if (object.kind !== "application") return;
    const principal = this.store.findDeletedBy("servicePrincipal", "appId", String(object.body["appId"]));
    if (principal !== undefined) this.store.restore(principal.objectId);
  }

  /** Microsoft Graph's service principal in this tenant. */
  graph(): DirectoryObject {
    const graph = this.store.findBy("servicePrincipal", "appId", graphClientId);
    if (graph === undefined) throw new Error("the tenant lost Microsoft Graph");
    return graph;
  }
}

function toServicePrincipal(object: DirectoryObject): DirectoryServicePrincipal {
  return {
    objectId: object.objectId,
    clientId: String(object.body["appId"]),
    displayName: String(object.body["displayName"]),
    accountEnabled: object.body["accountEnabled"] === true,
  };
}
