import type { PlaneRequest, Reply } from "../../core/operation.ts";
import { checkBody } from "./check-body.ts";
import { checkFederatedCredential } from "./check-federated-credential.ts";
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
  const create = (request: PlaneRequest, application: DirectoryObject, known: JsonObject = {}): Reply => {
    const { properties } = checkBody(request.json(), "federatedIdentityCredential", "create", { isBeta: isBeta(request) });
    const credential: JsonObject = { id: "", description: null, subject: null, claimsMatchingExpression: null, ...properties, ...known };
    checkFederatedCredential(application, credential);
    if (application.federatedCredentials.size >= maxCredentials) {
      throw graphRefusals.badRequest(
        `The number of federated identity credentials on the application exceeds the limit of ${maxCredentials}.`,
      );
    }
    const credentialId = directory.nextGuid(`federated credential/${application.objectId}/${String(credential["name"])}`);
    credential["id"] = credentialId;
    application.federatedCredentials.set(credentialId, credential);
    return entityReply(request, toContext(application), toShown(request, credential), {
      status: 201,
      location: `${toServiceRoot(request)}/applications/${application.objectId}/federatedIdentityCredentials/${credentialId}`,
    });
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
        const shown = [...application.federatedCredentials.values()].map((credential) => toShown(request, credential));
        return listReply(request, toContext(application), parseODataQuery(request, "federatedIdentityCredential"), shown);
      },
    },
    {
      name: "applications.federated-credentials.create",
      method: "POST",
      path,
      source,
      handle: (request) => create(request, findApplication(request, "write")),
    },
    {
      name: "applications.federated-credentials.get",
      method: "GET",
      path: `${path}/{credentialKey}`,
      source,
      handle: (request) => {
        const application = findApplication(request, "read");
        const query = parseODataQuery(request, "federatedIdentityCredential");
        return entityReply(request, toContext(application), toShown(request, findCredential(application, request)), { query });
      },
    },
    {
      name: "applications.federated-credentials.update",
      method: "PATCH",
      path: `${path}/{credentialKey}`,
      source,
      handle: (request) => {
        const application = findApplication(request, "write");
        const name = toUpsertName(application, request);
        if (name !== undefined) return create(request, application, { name });
        const current = findCredential(application, request);
        const credentialId = String(current["id"]);
        const { properties } = checkBody(request.json(), "federatedIdentityCredential", "update", {
          objectId: credentialId,
          isBeta: isBeta(request),
        });
        // Source: https://learn.microsoft.com/graph/api/resources/federatedidentitycredential (name is immutable after creation), read 2026-11-25; text ASSUMED.
        if (properties["name"] !== undefined && properties["name"] !== current["name"]) {
          throw graphRefusals.badRequest("Federated identity credential name cannot be changed.");
        }
        const changed = { ...current, ...properties };
        checkFederatedCredential(application, changed);
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

/** The name in the address that an upsert creates, where no credential has it. Source: https://learn.microsoft.com/graph/api/federatedidentitycredential-upsert, read 2026-11-26. */
function toUpsertName(application: DirectoryObject, { params, headers }: PlaneRequest): string | undefined {
  const name = /^\(name='(.*)'\)$/.exec(params["credentialKey"] ?? "")?.[1];
  if (name === undefined || headers["prefer"]?.includes("create-if-missing") !== true) return undefined;
  return [...application.federatedCredentials.values()].some((credential) => credential["name"] === name) ? undefined : name;
}

function findCredential(application: DirectoryObject, request: PlaneRequest): JsonObject {
  const key = (request.params["credentialKey"] ?? "").replace(/^\(name='(.*)'\)$/, "$1");
  const found =
    application.federatedCredentials.get(key.toLowerCase()) ??
    [...application.federatedCredentials.values()].find((credential) => credential["name"] === key);
  if (found === undefined) throw graphRefusals.notFound(key);
  return found;
}

function isBeta(request: PlaneRequest): boolean {
  return request.path.startsWith("/beta/");
}

/** v1.0 knows no expressions, and no credential without a subject (ASSUMED: it shows an empty one). */
function toShown(request: PlaneRequest, { claimsMatchingExpression, ...credential }: JsonObject): JsonObject {
  return isBeta(request) ? { ...credential, claimsMatchingExpression } : { ...credential, subject: credential["subject"] ?? "" };
}
