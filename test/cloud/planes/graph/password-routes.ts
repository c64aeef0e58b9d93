import type { PlaneRequest, Reply } from "../../core/operation.ts";
import { checkBody } from "./check-body.ts";
import { checkParameters } from "./check-parameters.ts";
import { requireAllowedCredential } from "./credential-restrictions.ts";
import type { DirectoryObject, JsonObject } from "./directory-object.ts";
import type { Directory } from "./directory.ts";
import { findObject } from "./find-object.ts";
import { graphRefusals } from "./graph-refusal.ts";
import { toServiceRoot } from "./graph-reply.ts";
import { graphPage, type GraphRoute } from "./graph-route.ts";
import { addSecret, toDefaultEnd } from "./new-application.ts";
import type { Rights } from "./rights.ts";

/** `addPassword` and `removePassword` of applications and service principals. */
export function createPasswordRoutes(directory: Directory, rights: Rights): readonly GraphRoute[] {
  return (["application", "servicePrincipal"] as const).flatMap((kind) => {
    const find = (request: PlaneRequest): DirectoryObject => {
      const object = findObject(directory, kind, request.params["key"] ?? "");
      rights.requireWriting(request, object);
      return object;
    };
    return [
      {
        name: `${kind}s.add-password`,
        method: "POST" as const,
        path: `/${kind}s/{key}/addPassword`,
        source: graphPage(`${kind.toLowerCase()}-addpassword`),
        handle: (request: PlaneRequest): Reply => {
          const credential = addPassword(directory, find(request), request.json());
          return {
            status: 200,
            json: { "@odata.context": `${toServiceRoot(request)}/$metadata#microsoft.graph.passwordCredential`, ...credential },
          };
        },
      },
      {
        name: `${kind}s.remove-password`,
        method: "POST" as const,
        path: `/${kind}s/{key}/removePassword`,
        source: graphPage(`${kind.toLowerCase()}-removepassword`),
        handle: (request: PlaneRequest): Reply => {
          removePassword(find(request), request.json());
          return { status: 204 };
        },
      },
    ];
  });
}

function addPassword(directory: Directory, object: DirectoryObject, body: unknown): JsonObject {
  const { passwordCredential } = checkParameters(body, "addPassword", { passwordCredential: "passwordCredential?" });
  return toNewSecret(directory, object, passwordCredential ?? {});
}

/** A new secret by what a client may choose of it; `secretText` is in the answer, and never again. */
export function toNewSecret(directory: Directory, object: DirectoryObject, wanted: unknown): JsonObject {
  const { properties } = checkBody(wanted, "passwordCredential", "create");
  const { displayName, startDateTime, endDateTime, customKeyIdentifier } = properties;
  // ASSUMED text: an end that is before the start or over already.
  if (
    typeof endDateTime === "string" &&
    Date.parse(endDateTime) <= Math.max(directory.nowMs(), typeof startDateTime === "string" ? Date.parse(startDateTime) : 0)
  ) {
    throw graphRefusals.badRequest("Password credential end date is invalid.");
  }
  const start = typeof startDateTime === "string" ? toSeconds(startDateTime) : directory.timestamp();
  const end = typeof endDateTime === "string" ? toSeconds(endDateTime) : toDefaultEnd(start);
  // To the millisecond: a client that asks for exactly the longest life must get it.
  const startedAt = typeof startDateTime === "string" ? start : new Date(directory.nowMs()).toISOString();
  requireAllowedCredential(directory, object, { kind: "password", startDateTime: startedAt, endDateTime: end });
  return addSecret(directory, object, {
    displayName: typeof displayName === "string" ? displayName : null,
    customKeyIdentifier: typeof customKeyIdentifier === "string" ? customKeyIdentifier : null,
    startDateTime: start,
    endDateTime: end,
  });
}

function removePassword(object: DirectoryObject, body: unknown): void {
  const { keyId: wanted } = checkParameters(body, "removePassword", { keyId: "guid" });
  if (typeof wanted !== "string") throw graphRefusals.badRequest("The parameter 'keyId' is required.");
  const keyId = wanted.toLowerCase();
  const credentials = object.body["passwordCredentials"] as JsonObject[];
  // Source: texts of terraform-provider-azuread issues ("No password credential found with keyId"), ASSUMED for the status.
  if (!credentials.some((credential) => credential["keyId"] === keyId))
    throw graphRefusals.badRequest(`No password credential found with keyId.`);
  object.body["passwordCredentials"] = credentials.filter((credential) => credential["keyId"] !== keyId);
  object.secrets.delete(keyId);
}

function toSeconds(dateTime: string): string {
  return new Date(dateTime).toISOString().replace(/\.000Z$/, "Z");
}
