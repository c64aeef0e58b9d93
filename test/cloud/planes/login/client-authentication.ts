import type { Directory } from "../graph/directory.ts";
import type { JsonObject } from "../graph/directory-object.ts";
import { refuseSignIn } from "./aadsts.ts";
import { checkAssertion, type AssertionParts } from "./client-assertion.ts";
import type { Client } from "./client-lookup.ts";
import type { TokenRequest } from "./token-request.ts";

const jwtBearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** Proves that the caller is the client; says how, because the token does (`appidacr`). */
export async function authenticateClient(
  request: TokenRequest,
  client: Client,
  directory: Directory,
  parts: AssertionParts,
): Promise<"secret" | "certificate"> {
  const assertion = request.parameters.get("client_assertion");
  const secret = request.parameters.get("client_secret");
  if (assertion !== null && assertion !== "") {
    if (request.parameters.get("client_assertion_type") !== jwtBearer) {
      throw refuseSignIn("invalid_request", 900144, "The request body must contain the following parameter: 'client_assertion_type'.");
    }
    await checkAssertion(assertion, request, client, parts);
    return "certificate";
  }
  if (secret === null || secret === "") {
    throw refuseSignIn(
      "invalid_client",
      7000216,
      `'client_assertion', 'client_secret' or 'request' is required for the '${request.grantType}' grant type.`,
    );
  }
  checkSecret(secret, client, directory);
  return "secret";
}

/** By value, never by key id; a new secret is unknown until it has replicated; lives run on the cloud's clock. */
function checkSecret(presented: string, { application, principal }: Client, directory: Directory): void {
  const clientId = String(application.body["appId"]);
  const nowMs = directory.nowMs();
  for (const owner of [application, principal]) {
    for (const credential of owner.body["passwordCredentials"] as JsonObject[]) {
      const secret = owner.secrets.get(String(credential["keyId"]));
      if (secret?.value !== presented || secret.visibleAtMs > nowMs) continue;
      if (Date.parse(String(credential["endDateTime"])) > nowMs) return;
      throw refuseSignIn(
        "invalid_client",
        7000222,
        `The provided client secret keys for app '${clientId}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
      );
    }
  }
  throw refuseSignIn(
    "invalid_client",
    7000215,
    `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
  );
}
