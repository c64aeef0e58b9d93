import type { DirectoryObject, JsonObject } from "./directory-object.ts";
import type { Directory } from "./directory.ts";
import { selectOnlyProperties } from "./entity-types.ts";
import type { ODataQuery } from "./odata-query.ts";
import { defaultUserProperties } from "./people-bodies.ts";

/** What Graph shows of an object for a query: default or selected properties, and what is expanded. */
export function toView(directory: Directory, object: DirectoryObject, query: Pick<ODataQuery, "select" | "expand">): JsonObject {
  const body: JsonObject = { ...selectOnly(object, query.select), ...object.body };
  if (query.select?.includes("keyCredentials") === true) body["keyCredentials"] = withKeys(object);
  const shown =
    object.kind === "user" && query.select === undefined
      ? Object.fromEntries(defaultUserProperties.map((name) => [name, body[name] ?? null]))
      : body;
  return { ...shown, ...toExpanded(directory, object, query.expand) };
}

/** The relations asked for, at most 20 objects each. Source: https://learn.microsoft.com/graph/query-parameters, read 2026-11-25. */
function toExpanded(directory: Directory, object: DirectoryObject, expand: ODataQuery["expand"]): JsonObject {
  return Object.fromEntries(
    expand.map(({ relation, select }) => {
      const related = toRelated(directory, object, relation).slice(0, 20);
      return [
        relation,
        select === undefined
          ? related
          : related.map((body) =>
              Object.fromEntries([...select, "@odata.type"].filter((name) => name in body).map((name) => [name, body[name]])),
            ),
      ];
    }),
  );
}

/** An object of a mixed collection says its type. */
export function toTypedBody(object: DirectoryObject): JsonObject {
  const body =
    object.kind === "user" ? Object.fromEntries(defaultUserProperties.map((name) => [name, object.body[name] ?? null])) : object.body;
  return { "@odata.type": `#microsoft.graph.${object.kind}`, ...body };
}

function toRelated(directory: Directory, object: DirectoryObject, relation: string): JsonObject[] {
  const toBodies = (objectIds: Iterable<string>): JsonObject[] =>
    [...objectIds]
      .map((objectId) => directory.store.get(objectId))
      .filter((found) => found !== undefined)
      .map(toTypedBody);
  switch (relation) {
    case "owners":
      return toBodies(object.owners);
    case "members":
      return toBodies(object.members);
    case "memberOf":
      return toBodies(
        directory.store
          .list("group")
          .filter((group) => group.members.has(object.objectId))
          .map((group) => group.objectId),
      );
    case "federatedIdentityCredentials":
      return [...object.federatedCredentials.values()];
    case "appRoleAssignedTo":
      return directory.store
        .assignments()
        .filter(({ body }) => body.resourceId === object.objectId)
        .map(({ body }): JsonObject => body);
    case "appRoleAssignments":
      return directory.store
        .assignments()
        .filter(({ body }) => body.principalId === object.objectId)
        .map(({ body }): JsonObject => body);
    default:
      return [];
  }
}

function selectOnly(object: DirectoryObject, select: readonly string[] | undefined): JsonObject {
  return select === undefined ? {} : { ...selectOnlyProperties[object.kind] };
}

/** The public part of a certificate is shown on explicit request only. Source: https://learn.microsoft.com/graph/api/resources/keycredential, read 2026-11-25. */
function withKeys(object: DirectoryObject): JsonObject[] {
  const withKey = (credential: JsonObject): JsonObject => ({
    ...credential,
    key: object.certificates.get(String(credential["keyId"])) ?? null,
  });
  return (object.body["keyCredentials"] as JsonObject[]).map(withKey);
}
