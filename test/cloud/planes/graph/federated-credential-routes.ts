import { Refusal, type PlaneRequest } from "../../core/operation.ts";
import { checkBody } from "./check-body.ts";
import type { DirectoryObject, JsonObject } from "./directory-object.ts";
import type { Directory } from "./directory.ts";
import { findObject } from "./find-object.ts";
import { graphRefusals } from "./graph-refusal.ts";
import { entityReply, listReply, toServiceRoot } from "./graph-reply.ts";
import { graphPage, type GraphRoute } from "./graph-route.ts";
import { parseODataQuery } from "./odata-query.ts";
import type { Rights } from "./rights.ts";

/** Most federated credentials of one application. Source: https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations, read 2026-11-25. */
const maxCredentials = 20;

/** Federated identity credentials of applications; addressed by id or by name. */
export function createFederatedCredentialRoutes(directory: Directory, rights: Rights): readonly GraphRoute[] {
  const source = graphPage("resources/federatedidentitycredentials-overview");
  const path = "/applications/{key}/federatedIdentityCredentials";
  const findApplication = (request: PlaneRequest, mode: "read" | "write"): DirectoryObject => {
    if (mode === "read") rights.requireReading(request, "readApplications");
    const application = findObject(directory, "application", request.params["key"] ?? "");
    if (mode === "write") rights.requireWriting(request, application);
    return application;
  };
  const toContext = (application: DirectoryObject): string => `applications('${application.objectId}')/federatedIdentityCredentials`;

  return [
    {
      name: "applications.federated-credentials.list",
      method: "GET",
      path,
      source,
      handle: (request) => {
        const application = findApplication(request, "read");
        return listReply(request, toContext(application), parseODataQuery(request, "federatedIdentityCredential"), [
          ...application.federatedCredentials.values(),
        ]);
      },
    },
    {
      name: "applications.federated-credentials.create",
      method: "POST",
      path,
      source,
      handle: (request) => {
        const application = findApplication(request, "write");
        const { properties } = checkBody(request.json(), "federatedIdentityCredential", "create");
        const credential = { id: "", description: null, ...properties };
        checkCredential(application, credential);
        if (application.federatedCredentials.size >= maxCredentials) {
          throw graphRefusals.badRequest(
            `The number of federated identity credentials on the application exceeds the limit of ${maxCredentials}.`,
          );
        }
        credential.id = directory.nextGuid(`federated credential/${application.objectId}/${String(properties["name"])}`);
        application.federatedCredentials.set(credential.id, credential);
        return entityReply(request, toContext(application), credential, {
          status: 201,
          location: `${toServiceRoot(request)}/applications/${application.objectId}/federatedIdentityCredentials/${credential.id}`,
        });
      },
    },
    {
      name: "applications.federated-credentials.get",
      method: "GET",
      path: `${path}/{credentialKey}`,
      source,
      handle: (request) => {
        const application = findApplication(request, "read");
        const query = parseODataQuery(request, "federatedIdentityCredential");
        return entityReply(request, toContext(application), findCredential(application, request), { query });
      },
    },
    {
      name: "applications.federated-credentials.update",
      method: "PATCH",
      path: `${path}/{credentialKey}`,
      source,
      handle: (request) => {
        const application = findApplication(request, "write");
        const current = findCredential(application, request);
        const credentialId = String(current["id"]);
        const { properties } = checkBody(request.json(), "federatedIdentityCredential", "update", { objectId: credentialId });
        // Source: https://learn.microsoft.com/graph/api/resources/federatedidentitycredential (name is immutable after creation), read 2026-11-25; text ASSUMED.
        if (properties["name"] !== undefined && properties["name"] !== current["name"]) {
          throw graphRefusals.badRequest("Federated identity credential name cannot be changed.");
        }
        const changed = { ...current, ...properties };
        checkCredential(application, changed);
        application.federatedCredentials.set(credentialId, changed);
        return { status: 204 };
      },
    },
    {
      name: "applications.federated-credentials.delete",
      method: "DELETE",
      path: `${path}/{credentialKey}`,
      source,
      handle: (request) => {
        const application = findApplication(request, "write");
        application.federatedCredentials.delete(String(findCredential(application, request)["id"]));
        return { status: 204 };
      },
    },
  ];
}

function findCredential(application: DirectoryObject, request: PlaneRequest): JsonObject {
  const key = (request.params["credentialKey"] ?? "").replace(/^\(name='(.*)'\)$/, "$1");
  const found =
    application.federatedCredentials.get(key.toLowerCase()) ??
    [...application.federatedCredentials.values()].find((credential) => credential["name"] === key);
  if (found === undefined) throw graphRefusals.notFound(key);
  return found;
}

/** Required members, one audience, a URL for an issuer, and neither name nor issuer and subject twice; texts ASSUMED from practice. */
function checkCredential(application: DirectoryObject, credential: JsonObject): void {
  for (const property of ["name", "issuer", "subject", "audiences"]) {
    const value = credential[property];
    if (value === undefined || value === "" || (Array.isArray(value) && value.length === 0))
      throw graphRefusals.missingProperty(property, "federatedIdentityCredential");
  }
  const { name, issuer, subject, audiences } = credential;
  if ((audiences as unknown[]).length > 1)
    throw graphRefusals.badRequest("Only one audience is supported for federated identity credentials.");
  if (!/^[A-Za-z0-9][\w-]{2,119}$/.test(String(name)))
    throw graphRefusals.badRequest("Federated identity credential name contains invalid characters or has an invalid length.");
  if (!URL.canParse(String(issuer))) throw graphRefusals.badRequest("Federated identity credential issuer must be a valid URL.");
  for (const other of application.federatedCredentials.values()) {
    if (other["id"] === credential["id"]) continue;
    if (other["name"] === name)
      throw new Refusal(
        409,
        "Request_MultipleObjectsWithSameKeyValue",
        `FederatedIdentityCredential with name ${String(name)} already exists.`,
      );
    if (other["issuer"] === issuer && other["subject"] === subject) {
      throw new Refusal(
        409,
        "Request_MultipleObjectsWithSameKeyValue",
        `FederatedIdentityCredential with issuer ${String(issuer)} and subject ${String(subject)} already exists on application.`,
      );
    }
  }
}
