import { type PlaneRequest, Refusal, type Reply } from "../../core/operation.ts";
import { checkBody } from "./check-body.ts";
import { completeMembers } from "./complete-members.ts";
import type { DirectoryObject, JsonObject } from "./directory-object.ts";
import type { Directory } from "./directory.ts";
import { findObject, findReferenced, toUpsertKey } from "./find-object.ts";
import { graphRefusals } from "./graph-refusal.ts";
import { countReply, entityReply, listReply } from "./graph-reply.ts";
import { graphPage, type GraphRoute } from "./graph-route.ts";
import { keepPasswords } from "./keep-passwords.ts";
import { replaceKeyCredentials } from "./key-credentials.ts";
import { mergePatch } from "./merge-patch.ts";
import { addServicePrincipal } from "./new-application.ts";
import { toView } from "./object-view.ts";
import { parseODataQuery } from "./odata-query.ts";
import type { Rights } from "./rights.ts";

/** Service principals themselves. Microsoft's own can be read, and nothing else. */
export function createServicePrincipalRoutes(directory: Directory, rights: Rights): readonly GraphRoute[] {
  const find = (request: PlaneRequest): DirectoryObject => findObject(directory, "servicePrincipal", request.params["key"] ?? "");
  const readAll = (request: PlaneRequest): readonly DirectoryObject[] => {
    rights.requireReading(request, "readApplications");
    return directory.listVisible("servicePrincipal");
  };
  return [
    {
      name: "servicePrincipals.list",
      method: "GET",
      path: "/servicePrincipals",
      source: graphPage("serviceprincipal-list"),
      handle: (request) => {
        const objects = readAll(request);
        const query = parseODataQuery(request, "servicePrincipal");
        return listReply(
          request,
          "servicePrincipals",
          query,
          objects.map((object) => toView(directory, object, query)),
        );
      },
    },
    {
      name: "servicePrincipals.count",
      method: "GET",
      path: "/servicePrincipals/$count",
      source: graphPage("serviceprincipal-list"),
      handle: (request) =>
        countReply(
          request,
          "servicePrincipal",
          readAll(request).map(({ body }) => body),
        ),
    },
    {
      name: "servicePrincipals.create",
      method: "POST",
      path: "/servicePrincipals",
      source: graphPage("serviceprincipal-post-serviceprincipals"),
      handle: (request) => createServicePrincipal(directory, rights, request),
    },
    {
      name: "servicePrincipals.get",
      method: "GET",
      path: "/servicePrincipals/{key}",
      source: graphPage("serviceprincipal-get"),
      handle: (request) => {
        rights.requireReading(request, "readApplications");
        const query = parseODataQuery(request, "servicePrincipal");
        const object = find(request);
        return entityReply(request, "servicePrincipals", toView(directory, object, query), { query });
      },
    },
    {
      name: "servicePrincipals.update",
      method: "PATCH",
      path: "/servicePrincipals/{key}",
      source: `${graphPage("serviceprincipal-update")}; serviceprincipal-upsert for an \`appId\` that nothing has; that Microsoft's own refuse is ASSUMED as Authorization_RequestDenied`,
      handle: (request) => {
        const clientId = toUpsertKey(directory, "servicePrincipal", "appId", request);
        if (clientId !== undefined) return createServicePrincipal(directory, rights, request, { appId: clientId });
        const principal = find(request);
        rights.requireWriting(request, principal);
        const { properties } = checkBody(request.json(), "servicePrincipal", "update", { objectId: principal.objectId });
        const { keyCredentials, passwordCredentials, ...rest } = properties;
        if (passwordCredentials !== undefined) keepPasswords(principal, passwordCredentials);
        if (Array.isArray(keyCredentials)) replaceKeyCredentials(directory, principal, keyCredentials as JsonObject[]);
        checkSharedParts(principal.body, rest, directory.store.findBy("application", "appId", String(principal.body["appId"])));
        principal.body = completeMembers(mergePatch(principal.body, rest), "servicePrincipal");
        return { status: 204 };
      },
    },
    {
      name: "servicePrincipals.delete",
      method: "DELETE",
      path: "/servicePrincipals/{key}",
      source: graphPage("serviceprincipal-delete"),
      handle: (request) => {
        const principal = find(request);
        rights.requireWriting(request, principal);
        directory.softDelete(principal);
        return { status: 204 };
      },
    },
  ];
}

/** What the application of this tenant says is not for its service principal to change. Source: microsoftgraph/microsoft-graph-docs-contrib issue 8801 (text), read 2026-11-26. */
function checkSharedParts(body: JsonObject, changes: JsonObject, application: DirectoryObject | undefined): void {
  if (application === undefined) return;
  for (const property of ["appRoles", "oauth2PermissionScopes"]) {
    const idsOf = (items: unknown): string => (Array.isArray(items) ? items : []).map((item: JsonObject) => String(item["id"])).join();
    if (changes[property] !== undefined && idsOf(changes[property]) !== idsOf(body[property]))
      throw graphRefusals.badRequest(`Property ${property} on the service principal does not match the application object`);
  }
}

/** Refusals: ../shared/facts/cloud-wire.md 1.6 (400 without an application, 403 for one of another tenant). */
function createServicePrincipal(directory: Directory, rights: Rights, request: PlaneRequest, known: JsonObject = {}): Reply {
  const { becomesOwner } = rights.requireCreatingApplications(request);
  const { properties, bindings } = checkBody(request.json(), "servicePrincipal", "create");
  const { appId, keyCredentials: _keys, passwordCredentials: _passwords, ...rest }: JsonObject = { ...properties, ...known };
  if (typeof appId !== "string") throw graphRefusals.missingProperty("appId", "servicePrincipal");
  const existing = directory.store.findBy("servicePrincipal", "appId", appId);
  if (existing !== undefined) {
    throw new Refusal(
      409,
      "Request_MultipleObjectsWithSameKeyValue",
      `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`,
    );
  }
  const application = directory.listVisible("application").find((object) => object.body["appId"] === appId.toLowerCase());
  if (application === undefined)
    throw graphRefusals.badRequest(`The appId '${appId}' of the service principal does not reference a valid application object.`);
  const owners = (bindings["owners"] ?? []).map((url) => findReferenced(directory, url));
  const principal = addServicePrincipal(directory, application, completeMembers(rest, "servicePrincipal"));
  for (const owner of owners) principal.owners.add(owner.objectId);
  if (becomesOwner && request.caller !== undefined) principal.owners.add(request.caller.oid);
  return entityReply(request, "servicePrincipals", principal.body, {
    status: 201,
    location: `${request.origin}/v2/${directory.tenant.tenantId}/directoryObjects/${principal.objectId}/Microsoft.DirectoryServices.ServicePrincipal`,
  });
}
