import { type PlaneRequest, Refusal } from "../../core/operation.ts";
import type { DirectoryObject, ObjectKind } from "./directory-object.ts";
import type { Directory } from "./directory.ts";
import { graphRefusals } from "./graph-refusal.ts";

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The object that a key segment names: an object id, `(appId='…')`, or for users a principal name. */
export function findObject(directory: Directory, kind: ObjectKind, key: string): DirectoryObject {
  const alternate = /^\((\w+)='([^']*)'\)$/.exec(key);
  if (alternate !== null) {
    const [, property = "", value = ""] = alternate;
    if ((kind !== "application" && kind !== "servicePrincipal") || (property !== "appId" && property !== "uniqueName")) {
      throw graphRefusals.badRequest(`Invalid alternate key '${property}'.`);
    }
    const found = directory.listVisible(kind).find((object) => object.body[property] === value);
    if (found === undefined) throw graphRefusals.notFound(value);
    return found;
  }
  if (kind === "user" && !guid.test(key)) {
    const found = directory
      .listVisible("user")
      .find((object) => String(object.body["userPrincipalName"]).toLowerCase() === key.toLowerCase());
    if (found === undefined) throw graphRefusals.notFound(key);
    return found;
  }
  if (!guid.test(key)) throw graphRefusals.malformedId(key);
  const found = directory.visible(kind, key);
  if (found === undefined) throw graphRefusals.notFound(key);
  return found;
}

/**
 * What an update by alternate key creates where nothing has that key: its property and value; undefined where the object
 * exists, or the request does not ask. Source: https://learn.microsoft.com/graph/api/application-upsert, read 2026-11-26.
 */
export function toUpsertKey(
  directory: Directory,
  kind: ObjectKind,
  property: string,
  { params, headers }: PlaneRequest,
): string | undefined {
  const wanted = new RegExp(`^\\(${property}='([^']*)'\\)$`).exec(params["key"] ?? "")?.[1];
  if (wanted === undefined || headers["prefer"]?.includes("create-if-missing") !== true) return undefined;
  return directory.listVisible(kind).some((object) => object.body[property] === wanted) ? undefined : wanted;
}

/** The object at the end of an `@odata.id` or `@odata.bind` URL; anything of the directory will do. */
export function findReferenced(directory: Directory, url: string): DirectoryObject {
  const objectId = /\/(?:directoryObjects|servicePrincipals|users|applications)(?:\/|\(')([0-9a-f-]{36})(?:'\))?$/i.exec(url)?.[1];
  if (objectId === undefined) throw graphRefusals.badRequest("Invalid URL format specified in @odata.id for reference update.");
  const found = directory.store.get(objectId);
  if (found === undefined || !directory.isVisible(found)) throw graphRefusals.notFound(objectId);
  return found;
}

/** The person who asks; a program has no `/me`. */
export function findMe(directory: Directory, { caller }: PlaneRequest): DirectoryObject {
  if (caller?.idtyp !== "user") throw new Refusal(400, "BadRequest", "/me request is only valid with delegated authentication flow.");
  return findObject(directory, "user", caller.oid);
}
