import type { Tenant } from "../../core/cloud-context.ts";
import type { Operation, PlaneRequest, Reply } from "../../core/operation.ts";
import type { SigningKey } from "./signing-key.ts";
import { toAuthority } from "./token-request.ts";

/**
 * OpenID discovery, keys and instance discovery. MSAL 7 wants the issuer on the authority's own scheme, host and port:
 * ../shared/facts/cloud-wire.md 3.1.
 */
export function toDiscoveryOperations(tenant: Tenant, loginOrigin: string, key: SigningKey): readonly Operation[] {
  const source =
    "https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc, read 2026-11-25; ../shared/facts/cloud-wire.md 3.1";
  const get = (name: string, path: string, handle: (request: PlaneRequest) => Reply): Operation => ({
    name,
    plane: "login",
    method: "GET",
    path,
    audience: "none",
    source,
    handle,
  });
  /** The segment that the document's URLs carry: the tenant's id, or the shared authority's own name. */
  const segmentOf = (request: PlaneRequest): string => {
    const authority = toAuthority(request.params["tenant"] ?? "", tenant);
    return authority === "tenant" ? tenant.tenantId : authority;
  };
  const issuerSegment = (segment: string): string => (segment === tenant.tenantId ? segment : "{tenantid}");

  return [
    get("login.openid-configuration", "/{tenant}/v2.0/.well-known/openid-configuration", (request) => {
      const segment = segmentOf(request);
      const base = `${loginOrigin}/${segment}`;
      return {
        status: 200,
        json: {
          token_endpoint: `${base}/oauth2/v2.0/token`,
          token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt", "client_secret_basic"],
          jwks_uri: `${base}/discovery/v2.0/keys`,
          response_modes_supported: ["query", "fragment", "form_post"],
          subject_types_supported: ["pairwise"],
          id_token_signing_alg_values_supported: ["RS256"],
          response_types_supported: ["code", "id_token", "code id_token", "id_token token"],
          scopes_supported: ["openid", "profile", "email", "offline_access"],
          issuer: `${loginOrigin}/${issuerSegment(segment)}/v2.0`,
          request_uri_parameter_supported: false,
          authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
          device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
          http_logout_supported: true,
          end_session_endpoint: `${base}/oauth2/v2.0/logout`,
          claims_supported: ["sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "preferred_username", "name", "tid", "ver"],
          tenant_region_scope: "EU",
          cloud_instance_name: new URL(loginOrigin).host,
        },
      };
    }),
    get("login.openid-configuration-v1", "/{tenant}/.well-known/openid-configuration", (request) => {
      const segment = segmentOf(request);
      const base = `${loginOrigin}/${segment}`;
      return {
        status: 200,
        json: {
          token_endpoint: `${base}/oauth2/token`,
          token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt", "client_secret_basic"],
          jwks_uri: `${base}/discovery/keys`,
          response_modes_supported: ["query", "fragment", "form_post"],
          subject_types_supported: ["pairwise"],
          id_token_signing_alg_values_supported: ["RS256"],
          response_types_supported: ["code", "id_token", "code id_token", "token id_token", "token"],
          scopes_supported: ["openid"],
          issuer: `https://sts.windows.net/${issuerSegment(segment)}/`,
          authorization_endpoint: `${base}/oauth2/authorize`,
          end_session_endpoint: `${base}/oauth2/logout`,
          tenant_region_scope: "EU",
          cloud_instance_name: new URL(loginOrigin).host,
        },
      };
    }),
    ...["/{tenant}/discovery/v2.0/keys", "/{tenant}/discovery/keys"].map((path, index) =>
      get(index === 0 ? "login.keys" : "login.keys-v1", path, (request) => {
        segmentOf(request);
        return { status: 200, json: { keys: [key.publicJwk] } };
      }),
    ),
    get("login.instance-discovery", "/common/discovery/instance", () => {
      const { host } = new URL(loginOrigin);
      return {
        status: 200,
        json: {
          tenant_discovery_endpoint: `${loginOrigin}/${tenant.tenantId}/v2.0/.well-known/openid-configuration`,
          "api-version": "1.1",
          metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
        },
      };
    }),
  ];
}
