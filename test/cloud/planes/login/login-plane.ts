import type { KeyObject } from "node:crypto";
import type { CloudContext } from "../../core/cloud-context.ts";
import type { Operation, Plane, PlaneRequest, Reply } from "../../core/operation.ts";
import type { Directory } from "../graph/directory.ts";
import { createAdminConsentOperations } from "./admin-consent.ts";
import { refuseSignIn } from "./aadsts.ts";
import { authenticateClient } from "./client-authentication.ts";
import { findClient } from "./client-lookup.ts";
import { toDiscoveryOperations } from "./discovery.ts";
import { toRequestedAudience } from "./requested-audience.ts";
import { parseTokenRequest, type TokenRequest } from "./token-request.ts";
import type { TokenIssuer } from "./token-service.ts";
import { createUserSignIn } from "./user-sign-in.ts";

/** What the login plane needs beyond what every plane has: the directory itself and the keys. */
export interface LoginParts {
  readonly context: CloudContext;
  readonly directory: Directory;
  readonly tokens: TokenIssuer;
  /** An issuer outside of this cloud, with its key; undefined where there is none. */
  readonly pipeline?: { readonly issuer: string; readonly publicKey: KeyObject } | undefined;
}

/** Microsoft Entra's token service: client credentials, password and refresh grants, v2 and v1, discovery and keys. */
export function createLoginPlane({ context, directory, tokens, pipeline }: LoginParts): Plane {
  const { tenant, origins } = context;
  const wallMs = (): number => context.clock.wallMs();
  const users = createUserSignIn({ directory, tokens, loginOrigin: origins.login, addSecret: context.transcript.addSecret, wallMs });
  const assertionParts = {
    loginOrigin: origins.login,
    tenantId: tenant.tenantId,
    tenantDomain: tenant.defaultDomain,
    wallMs,
    ownIssuers: [`https://sts.windows.net/${tenant.tenantId}/`, `${origins.login}/${tenant.tenantId}/v2.0`],
    ownKey: tokens.key.publicKey,
    pipeline,
    seededIssuers: context.seed.federatedIssuers,
    nowMs: () => directory.nowMs(),
    warn: context.warn,
  };

  async function grantToClient(request: TokenRequest): Promise<Reply> {
    refuseSharedAuthority(request);
    const client = findClient(directory, request.clientId);
    const clientAuthentication = await authenticateClient(request, client, directory, assertionParts);
    const audience = toRequestedAudience(request, directory);
    const { token, expiresIn } = tokens.issueTo({ kind: "app", principal: client.principal, clientAuthentication }, audience);
    const nowSeconds = Math.floor(wallMs() / 1000);
    return {
      status: 200,
      json:
        request.endpoint === "v2"
          ? { token_type: "Bearer", expires_in: expiresIn, ext_expires_in: expiresIn, access_token: token }
          : {
              token_type: "Bearer",
              expires_in: String(expiresIn),
              ext_expires_in: String(expiresIn),
              expires_on: String(nowSeconds + expiresIn + 1),
              not_before: String(nowSeconds),
              resource: audience,
              access_token: token,
            },
    };
  }

  const toToken =
    (endpoint: "v1" | "v2") =>
    (planeRequest: PlaneRequest): Reply | Promise<Reply> => {
      const request = parseTokenRequest(planeRequest, tenant, endpoint);
      switch (request.grantType) {
        case "client_credentials":
          return grantToClient(request);
        case "password":
          return users.byPassword(request);
        case "refresh_token":
          return users.byRefreshToken(request);
        default:
          throw refuseSignIn("unsupported_grant_type", 70003, `The app requested an unsupported grant type '${request.grantType}'.`);
      }
    };
  const tokenOperation = (name: string, path: string, endpoint: "v1" | "v2"): Operation => ({
    name,
    plane: "login",
    method: "POST",
    path,
    audience: "none",
    maxBodyBytes: 65_536,
    source:
      "https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow, read 2026-11-25; ../shared/facts/cloud-wire.md 1.3",
    handle: toToken(endpoint),
  });
  return {
    name: "login",
    operations: [
      tokenOperation("login.token", "/{tenant}/oauth2/v2.0/token", "v2"),
      tokenOperation("login.token-v1", "/{tenant}/oauth2/token", "v1"),
      ...createAdminConsentOperations(directory),
      ...toDiscoveryOperations(tenant, origins.login, tokens.key),
    ],
  };
}

/** Source: ../shared/facts/graph-calling.md 5.4, rows 63 and 64. */
function refuseSharedAuthority(request: TokenRequest): void {
  if (request.authority === "common" || request.authority === "consumers") {
    throw refuseSignIn(
      "invalid_request",
      9001023,
      "The grant type is not supported over the /common or /consumers endpoints. Please use the /organizations or tenant-specific endpoint.",
    );
  }
  if (request.authority === "organizations") {
    throw refuseSignIn(
      "invalid_request",
      50194,
      `Application '${request.clientId}' is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps created after '10/15/2018'. Use a tenant-specific endpoint or configure the application to be multi-tenant.`,
    );
  }
}
