import { randomBytes } from "node:crypto";
import type { Reply } from "../../core/operation.ts";
import { signToken } from "../../core/json-web-token.ts";
import type { DirectoryObject } from "../graph/directory-object.ts";
import type { Directory } from "../graph/directory.ts";
import { refuseSignIn } from "./aadsts.ts";
import { authenticatePerson } from "./authenticate-person.ts";
import { toRequestedAudience } from "./requested-audience.ts";
import { requireParameter, type TokenRequest } from "./token-request.ts";
import { azureCliClientId, type TokenIssuer } from "./token-service.ts";

/** What signing in a person needs. */
export interface UserSignInParts {
  readonly directory: Directory;
  readonly tokens: TokenIssuer;
  readonly loginOrigin: string;
  readonly addSecret: (value: string) => void;
  readonly wallMs: () => number;
}

/**
 * The password and refresh token grants: how an operator who is a person gets a token without a browser. Public clients
 * only: the Azure CLI's, or an application with `isFallbackPublicClient`.
 */
export function createUserSignIn(parts: UserSignInParts): {
  readonly byPassword: (request: TokenRequest) => Reply;
  readonly byRefreshToken: (request: TokenRequest) => Reply;
} {
  const refreshTokens = new Map<string, { readonly user: DirectoryObject; readonly clientId: string }>();

  function answer(request: TokenRequest, user: DirectoryObject): Reply {
    const audience = toRequestedAudience(request, parts.directory);
    const issued = parts.tokens.issueTo({ kind: "user", user, clientId: request.clientId }, audience);
    const refreshToken = `1.rehearsal.${randomBytes(48).toString("base64url")}`;
    parts.addSecret(refreshToken);
    refreshTokens.set(refreshToken, { user, clientId: request.clientId });
    const { tenantId } = parts.directory.tenant;
    return {
      status: 200,
      json: {
        token_type: "Bearer",
        scope: `${audience}/.default`,
        expires_in: issued.expiresIn,
        ext_expires_in: issued.expiresIn,
        access_token: issued.token,
        refresh_token: refreshToken,
        id_token: createIdToken(request, user),
        client_info: Buffer.from(JSON.stringify({ uid: user.objectId, utid: tenantId })).toString("base64url"),
      },
    };
  }

  function createIdToken(request: TokenRequest, user: DirectoryObject): string {
    const { tenantId } = parts.directory.tenant;
    const nowSeconds = Math.floor(parts.wallMs() / 1000);
    return signToken(
      { kid: parts.tokens.key.keyId },
      {
        aud: request.clientId,
        iss: `${parts.loginOrigin}/${tenantId}/v2.0`,
        iat: nowSeconds,
        nbf: nowSeconds,
        exp: nowSeconds + 3600,
        name: user.body["displayName"],
        oid: user.objectId,
        preferred_username: user.body["userPrincipalName"],
        sub: user.objectId,
        tid: tenantId,
        ver: "2.0",
      },
      parts.tokens.key.privateKey,
    );
  }

  return {
    byPassword: (request) => {
      checkPublicClient(request, parts.directory);
      const username = requireParameter(request.parameters, "username");
      const password = requireParameter(request.parameters, "password");
      const user = authenticatePerson(parts.directory, username, password);
      return answer(request, user);
    },
    byRefreshToken: (request) => {
      const known = refreshTokens.get(requireParameter(request.parameters, "refresh_token"));
      if (known === undefined || known.clientId !== request.clientId) {
        throw refuseSignIn("invalid_grant", 9002313, "Invalid request. Request is malformed or invalid.");
      }
      if (known.user.body["accountEnabled"] !== true) throw refuseSignIn("invalid_grant", 50057, "The user account is disabled.");
      return answer(request, known.user);
    },
  };
}

function checkPublicClient(request: TokenRequest, directory: Directory): void {
  if (request.authority === "common" || request.authority === "consumers") {
    throw refuseSignIn(
      "invalid_request",
      9001023,
      "The grant type is not supported over the /common or /consumers endpoints. Please use the /organizations or tenant-specific endpoint.",
    );
  }
  if (request.clientId === azureCliClientId) return;
  const application = directory.store.findBy("application", "appId", request.clientId);
  if (application === undefined) {
    throw refuseSignIn(
      "unauthorized_client",
      700016,
      `Application with identifier '${request.clientId}' was not found in the directory '${directory.tenant.displayName}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
    );
  }
  if (application.body["isFallbackPublicClient"] !== true) {
    throw refuseSignIn(
      "invalid_client",
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    );
  }
}
