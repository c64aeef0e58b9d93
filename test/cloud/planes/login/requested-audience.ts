import type { Directory } from "../graph/directory.ts";
import { refuseSignIn } from "./aadsts.ts";
import { requireParameter, type TokenRequest } from "./token-request.ts";

/** Scopes of OpenID Connect that may stand beside the resource's. */
const openIdScopes: ReadonlySet<string> = new Set(["openid", "profile", "email", "offline_access"]);

/** The `aud` that a token request asks for: the resource as it was written, once the tenant knows it. */
export function toRequestedAudience(request: TokenRequest, directory: Directory): string {
  const name = request.endpoint === "v1" ? requireParameter(request.parameters, "resource") : toResourceName(request);
  if (directory.resourceByName(name) !== undefined) return name;
  throw refuseSignIn(
    "invalid_resource",
    500011,
    `The resource principal named ${name} was not found in the tenant named ${directory.tenant.displayName}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
  );
}

function toResourceName(request: TokenRequest): string {
  const scopes = requireParameter(request.parameters, "scope")
    .split(/\s+/)
    .filter((scope) => scope !== "" && !openIdScopes.has(scope));
  const [scope] = scopes;
  if (scope === undefined || scopes.length > 1) {
    throw refuseSignIn(
      "invalid_scope",
      70011,
      `The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope ${request.parameters.get("scope") ?? ""} is not valid.`,
    );
  }
  if (scope.endsWith("/.default")) return scope.slice(0, -"/.default".length);
  if (request.grantType === "client_credentials") {
    throw refuseSignIn(
      "invalid_scope",
      1002012,
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    );
  }
  // A single delegated permission of a resource: `https://graph.microsoft.com/User.Read`.
  return scope.slice(0, Math.max(0, scope.lastIndexOf("/")));
}
