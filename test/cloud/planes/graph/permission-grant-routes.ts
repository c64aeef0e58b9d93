import { type PlaneRequest, Refusal } from "../../core/operation.ts";
import { checkBody } from "./check-body.ts";
import type { JsonObject } from "./directory-object.ts";
import type { Directory } from "./directory.ts";
import { findObject } from "./find-object.ts";
import { graphRefusals } from "./graph-refusal.ts";
import { entityReply, listReply, toServiceRoot } from "./graph-reply.ts";
import { graphPage, type GraphRoute } from "./graph-route.ts";
import { parseODataQuery } from "./odata-query.ts";
import type { Rights } from "./rights.ts";

/** Delegated permissions that are granted: for everybody (`AllPrincipals`) or for one person (`Principal`). */
export function createPermissionGrantRoutes(directory: Directory, rights: Rights): readonly GraphRoute[] {
  const context = "oauth2PermissionGrants";
  const path = "/oauth2PermissionGrants";
  const find = (request: PlaneRequest): JsonObject => {
    const grantId = request.params["grantId"] ?? "";
    const found = directory.store.permissionGrants.get(grantId);
    if (found === undefined) throw graphRefusals.notFound(grantId);
    return found;
  };
  const list = (request: PlaneRequest, isShown: (grant: JsonObject) => boolean): ReturnType<typeof listReply> => {
    rights.requireReading(request, "readObjects");
    const grants = [...directory.store.permissionGrants.values()].filter(isShown);
    return listReply(request, context, parseODataQuery(request, "oAuth2PermissionGrant"), grants);
  };
  return [
    {
      name: "permission-grants.list",
      method: "GET",
      path,
      source: graphPage("oauth2permissiongrant-list"),
      handle: (request) => list(request, () => true),
    },
    {
      name: "servicePrincipals.permission-grants.list",
      method: "GET",
      path: "/servicePrincipals/{key}/oauth2PermissionGrants",
      source: graphPage("serviceprincipal-list-oauth2permissiongrants"),
      handle: (request) => {
        const { objectId } = findObject(directory, "servicePrincipal", request.params["key"] ?? "");
        return list(request, (grant) => grant["clientId"] === objectId);
      },
    },
    {
      name: "permission-grants.create",
      method: "POST",
      path,
      source: `${graphPage("oauth2permissiongrant-post")}; texts ASSUMED`,
      handle: (request) => {
        rights.requireGrantingScopes(request);
        const { properties } = checkBody(request.json(), "oAuth2PermissionGrant", "create");
        const grant = toGrant(directory, properties);
        directory.store.permissionGrants.set(String(grant["id"]), grant);
        return entityReply(request, context, grant, {
          status: 201,
          location: `${toServiceRoot(request)}${path}/${String(grant["id"])}`,
        });
      },
    },
    {
      name: "permission-grants.get",
      method: "GET",
      path: `${path}/{grantId}`,
      source: graphPage("oauth2permissiongrant-get"),
      handle: (request) => {
        rights.requireReading(request, "readObjects");
        return entityReply(request, context, find(request), { query: parseODataQuery(request, "oAuth2PermissionGrant") });
      },
    },
    {
      name: "permission-grants.update",
      method: "PATCH",
      path: `${path}/{grantId}`,
      source: graphPage("oauth2permissiongrant-update"),
      handle: (request) => {
        rights.requireGrantingScopes(request);
        const grant = find(request);
        const grantId = String(grant["id"]);
        const { properties } = checkBody(request.json(), "oAuth2PermissionGrant", "update", { objectId: grantId });
        directory.store.permissionGrants.set(grantId, { ...grant, ...properties });
        return { status: 204 };
      },
    },
    {
      name: "permission-grants.delete",
      method: "DELETE",
      path: `${path}/{grantId}`,
      source: graphPage("oauth2permissiongrant-delete"),
      handle: (request) => {
        rights.requireGrantingScopes(request);
        directory.store.permissionGrants.delete(String(find(request)["id"]));
        return { status: 204 };
      },
    },
  ];
}

/** A grant of a client on a resource, each an object of this tenant; one for a client, a resource and a person. */
function toGrant(directory: Directory, properties: JsonObject): JsonObject {
  const { clientId, consentType, principalId = null, resourceId, scope = null } = properties;
  for (const [name, value] of Object.entries({ clientId, consentType, resourceId }))
    if (typeof value !== "string") throw graphRefusals.missingProperty(name, "oAuth2PermissionGrant");
  if (consentType !== "AllPrincipals" && consentType !== "Principal")
    throw graphRefusals.invalidValue("consentType", "oAuth2PermissionGrant");
  if ((consentType === "Principal") !== (typeof principalId === "string"))
    throw graphRefusals.badRequest("principalId is required for consentType Principal, and for no other.");
  for (const objectId of [clientId, resourceId])
    if (directory.visible("servicePrincipal", String(objectId)) === undefined) throw graphRefusals.notFound(String(objectId));
  if (typeof principalId === "string" && directory.visible("user", principalId) === undefined) throw graphRefusals.notFound(principalId);
  const isTaken = [...directory.store.permissionGrants.values()].some(
    (grant) => grant["clientId"] === clientId && grant["resourceId"] === resourceId && grant["principalId"] === principalId,
  );
  if (isTaken) throw new Refusal(409, "Request_MultipleObjectsWithSameKeyValue", "Permission entry already exists.");
  const serial = directory.nextGuid(`permission grant/${String(clientId)}/${String(resourceId)}/${String(principalId)}`);
  const id = Buffer.from(`${String(clientId)}${serial}`.replaceAll("-", ""), "hex").toString("base64url");
  return { id, clientId, consentType, principalId, resourceId, scope };
}
