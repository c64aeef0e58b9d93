import type { Operation, Plane } from "../../core/operation.ts";
import type { CallingKeySet } from "./calling-key-set.ts";

/**
 * The issuer of notification tokens.
 * Source: microsoft-graph-comms-samples AuthenticationProvider.cs @84ecac66; msteams-docs call-notifications.md, read 2026-11-23.
 */
export const callingIssuer = "https://api.botframework.com";

const openIdConfiguration = {
  issuer: callingIssuer,
  authorization_endpoint: "https://invalid.botframework.com/",
  // `RSA256` is no JWA name; Microsoft's document says so all the same, and a reader must not fail on it.
  id_token_signing_alg_values_supported: ["RSA256"],
  token_endpoint_auth_methods_supported: ["private_key_jwt"],
};

/** The key discovery of the calling service (https://api.aps.skype.com in the public cloud), on an origin of its own. */
export function createCallingKeysPlane(keys: CallingKeySet): Plane {
  const operations: readonly Operation[] = [
    {
      name: "calling-keys.configuration",
      plane: "calling-keys",
      method: "GET",
      path: "/v1/.well-known/OpenIdConfiguration",
      audience: "none",
      source: "https://api.aps.skype.com/v1/.well-known/OpenIdConfiguration, a public capture of 2026-09-08",
      handle: (request) => ({ status: 200, json: { ...openIdConfiguration, jwks_uri: `${request.origin}/v1/keys` } }),
    },
    {
      name: "calling-keys.keys",
      plane: "calling-keys",
      method: "GET",
      path: "/v1/keys",
      audience: "none",
      source: "bot-docs rest-api/bot-framework-rest-connector-authentication.md (kid, x5t, x5c, n, e, endorsements), read 2026-11-23",
      handle: () => ({ status: 200, json: keys.toJwks() }),
    },
  ];
  return { name: "calling-keys", operations };
}
