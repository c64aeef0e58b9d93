import { decodeJwt } from "jose";

/** What verify reads of an access token. It proves nothing about the signature: the token came from the login host itself. */
export interface TokenClaims {
  readonly tenantId: string;
  readonly clientId: string;
  readonly audience: string;
  /** Application permissions; empty where the claim is absent. */
  readonly roles: readonly string[];
  readonly isDelegated: boolean;
}

/**
 * The claims of a token, or undefined where it cannot be read: Microsoft may make its tokens opaque at any time, and
 * then a token says nothing, neither good nor bad.
 */
export function parseTokenClaims(accessToken: string): TokenClaims | undefined {
  let claims: Record<string, unknown>;
  try {
    claims = decodeJwt(accessToken);
  } catch {
    return undefined;
  }
  const text = (name: string): string => (typeof claims[name] === "string" ? claims[name] : "");
  const roles = claims["roles"];
  return {
    tenantId: text("tid"),
    // `appid` in v1.0 tokens, which Graph gives; `azp` in v2.0 ones.
    clientId: text("appid") === "" ? text("azp") : text("appid"),
    audience: text("aud"),
    roles: Array.isArray(roles) ? roles.filter((role) => typeof role === "string") : [],
    isDelegated: text("scp") !== "",
  };
}
