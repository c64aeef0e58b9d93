import type { AssignedPolicy } from "./app-management-policies.ts";
import type { AppRoleAssignment, DirectoryObject, JsonObject, ObjectKind } from "./directory-object.ts";

interface DeletedObject {
  readonly object: DirectoryObject;
  readonly deletedDateTime: string;
}

/** Every object of the tenant, its recycle bin and its app role assignments. Order of creation is kept. */
export class DirectoryStore {
  readonly #objects = new Map<string, DirectoryObject>();
  /** Soft-deleted objects with the cloud time of the deletion. */
  readonly #deleted = new Map<string, DeletedObject>();
  readonly #assignments = new Map<string, AppRoleAssignment>();
  /** Delegated permissions, by id. */
  readonly permissionGrants = new Map<string, JsonObject>();
  /** By id. */
  readonly claimsMappingPolicies = new Map<string, AssignedPolicy>();

  add(object: DirectoryObject): void {
    if (this.#objects.has(object.objectId)) throw new RangeError(`the directory has an object ${object.objectId} already`);
    this.#objects.set(object.objectId, object);
  }

  get(objectId: string): DirectoryObject | undefined {
    return this.#objects.get(objectId.toLowerCase());
  }

  list(kind: ObjectKind): readonly DirectoryObject[] {
    return [...this.#objects.values()].filter((object) => object.kind === kind);
  }

  /** The object of a kind whose property has the value, for example an application by `appId`. */
  findBy(kind: ObjectKind, property: string, value: string): DirectoryObject | undefined {
    return this.list(kind).find((object) => sameText(object.body[property], value));
  }

  /** Takes an object away for good, with the assignments it is part of. */
  remove(objectId: string): void {
    this.#objects.delete(objectId);
    for (const { body } of this.#assignments.values()) {
      if (body.principalId === objectId || body.resourceId === objectId) this.#assignments.delete(body.id);
    }
    for (const [grantId, { clientId, resourceId, principalId }] of this.permissionGrants) {
      if ([clientId, resourceId, principalId].includes(objectId)) this.permissionGrants.delete(grantId);
    }
    for (const { appliesTo } of this.claimsMappingPolicies.values()) appliesTo.delete(objectId);
    for (const object of this.#objects.values()) {
      object.owners.delete(objectId);
      object.members.delete(objectId);
    }
  }

  /** Puts an object into the recycle bin; its assignments stay with it, unseen. */
  softDelete(object: DirectoryObject, deletedDateTime: string): void {
    this.#objects.delete(object.objectId);
    this.#deleted.set(object.objectId, { object, deletedDateTime });
  }

  deleted(objectId: string): { readonly object: DirectoryObject; readonly body: JsonObject } | undefined {
    const entry = this.#deleted.get(objectId.toLowerCase());
    return entry === undefined ? undefined : { object: entry.object, body: toDeletedBody(entry) };
  }

  listDeleted(kind: ObjectKind): readonly JsonObject[] {
    return [...this.#deleted.values()].filter(({ object }) => object.kind === kind).map(toDeletedBody);
  }

  findDeletedBy(kind: ObjectKind, property: string, value: string): DirectoryObject | undefined {
    return [...this.#deleted.values()].find(({ object }) => object.kind === kind && sameText(object.body[property], value))?.object;
  }

  /** For good, what was deleted before that moment. */
  purgeDeletedBefore(beforeMs: number): void {
    for (const [objectId, { deletedDateTime }] of this.#deleted) if (Date.parse(deletedDateTime) < beforeMs) this.purge(objectId);
  }

  restore(objectId: string): void {
    const entry = this.#deleted.get(objectId);
    if (entry === undefined) return;
    this.#deleted.delete(objectId);
    this.#objects.set(objectId, entry.object);
  }

  purge(objectId: string): void {
    this.#deleted.delete(objectId);
    this.remove(objectId);
  }

  addAssignment(assignment: AppRoleAssignment): void {
    this.#assignments.set(assignment.body.id, assignment);
  }

  /** Those between objects that exist; soft-deleted principals and resources hide theirs. */
  assignments(): readonly AppRoleAssignment[] {
    return [...this.#assignments.values()].filter(({ body }) => this.#objects.has(body.principalId) && this.#objects.has(body.resourceId));
  }

  removeAssignment(assignmentId: string): boolean {
    return this.#assignments.delete(assignmentId);
  }
}

function toDeletedBody({ object, deletedDateTime }: DeletedObject): JsonObject {
  return { ...object.body, deletedDateTime };
}

function sameText(actual: unknown, wanted: string): boolean {
  return typeof actual === "string" && actual.toLowerCase() === wanted.toLowerCase();
}
