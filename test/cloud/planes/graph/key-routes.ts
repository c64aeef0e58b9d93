import type { PlaneRequest } from "../../core/operation.ts";
import { checkParameters } from "./check-parameters.ts";
import type { DirectoryObject, JsonObject } from "./directory-object.ts";
import type { Directory } from "./directory.ts";
import { findObject } from "./find-object.ts";
import { graphRefusals } from "./graph-refusal.ts";
import { toServiceRoot } from "./graph-reply.ts";
import { graphPage, type GraphRoute } from "./graph-route.ts";
import { replaceKeyCredentials } from "./key-credentials.ts";
import { requireProof } from "./key-proof.ts";
import type { Rights } from "./rights.ts";

/** `addKey` and `removeKey`: an application rolls its own certificates by proving that it holds one of them. */
export function createKeyRoutes(directory: Directory, rights: Rights): readonly GraphRoute[] {
  return (["application", "servicePrincipal"] as const).flatMap((kind): GraphRoute[] => {
    const find = (request: PlaneRequest): DirectoryObject => {
      const object = findObject(directory, kind, request.params["key"] ?? "");
      rights.requireRollingKeys(request, object);
      return object;
    };
    return [
      {
        name: `${kind}s.add-key`,
        method: "POST",
        path: `/${kind}s/{key}/addKey`,
        source: `${graphPage(`${kind.toLowerCase()}-addkey`)}; texts ASSUMED`,
        handle: (request) => {
          const object = find(request);
          const { keyCredential, passwordCredential, proof } = checkParameters(request.json(), "addKey", {
            keyCredential: "keyCredential",
            passwordCredential: "passwordCredential?",
            proof: "string",
          });
          if (keyCredential === undefined) throw graphRefusals.missingProperty("keyCredential", kind);
          // Only X509CertAndPassword takes a password, and we keep no private keys: a certificate to verify with is what can be added.
          if (passwordCredential !== undefined && passwordCredential !== null)
            throw graphRefusals.badRequest("passwordCredential must be null for a keyCredential of type AsymmetricX509Cert.");
          requireProof(directory, object, proof);
          const before = object.body["keyCredentials"] as JsonObject[];
          replaceKeyCredentials(directory, object, [...before, keyCredential as JsonObject]);
          const added = (object.body["keyCredentials"] as JsonObject[]).at(-1);
          return {
            status: 200,
            json: { "@odata.context": `${toServiceRoot(request)}/$metadata#microsoft.graph.keyCredential`, ...added },
          };
        },
      },
      {
        name: `${kind}s.remove-key`,
        method: "POST",
        path: `/${kind}s/{key}/removeKey`,
        source: `${graphPage(`${kind.toLowerCase()}-removekey`)}; texts ASSUMED`,
        handle: (request) => {
          const object = find(request);
          const { keyId, proof } = checkParameters(request.json(), "removeKey", { keyId: "guid", proof: "string" });
          requireProof(directory, object, proof);
          const before = object.body["keyCredentials"] as JsonObject[];
          const left = before.filter((credential) => credential["keyId"] !== String(keyId).toLowerCase());
          if (left.length === before.length) throw graphRefusals.badRequest("No key credential found with keyId.");
          replaceKeyCredentials(directory, object, left);
          return { status: 204 };
        },
      },
    ];
  });
}
