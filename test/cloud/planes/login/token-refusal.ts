import { Refusal } from "../../core/operation.ts";

/** Why a bearer token was not believed. */
export type TokenProblem =
  | { readonly kind: "missing" | "malformed" | "signature" | "issuer" | "early" }
  | { readonly kind: "expired"; readonly expiredAt: Date; readonly now: Date }
  | { readonly kind: "audience"; readonly audience: string; readonly allowed: readonly string[] };

/** Where the challenge of a 401 sends the client. */
export interface Challenge {
  readonly loginOrigin: string;
  readonly tenantId: string;
  /** Resource that a vault names in its challenge. Default: the public cloud's. */
  readonly vaultAudience?: string;
}

/** The 401 of a surface, in its own words. */
export function refuseToken(plane: string, problem: TokenProblem, challenge: Challenge): Refusal {
  switch (plane) {
    case "graph":
    case "calls":
      return refuseOnGraph(problem, challenge);
    case "arm":
    case "registry":
      return refuseOnArm(problem, challenge);
    case "vault":
      return refuseOnVault(problem, challenge);
    case "table":
      return refuseOnStorage(problem, challenge);
    default:
      return new Refusal(401, "Unauthorized", "the control token is missing or wrong", { "www-authenticate": "Bearer" });
  }
}

/** Texts: ../shared/facts/graph-calling.md 5.2, rows 2 to 4; signature, issuer and `nbf` ASSUMED in their image. */
function refuseOnGraph(problem: TokenProblem, { loginOrigin }: Challenge): Refusal {
  const texts: Record<TokenProblem["kind"], string> = {
    missing: "Access token is empty.",
    malformed: "CompactToken parsing failed with error code: 80049217",
    signature: "Access token validation failure. Invalid signature.",
    issuer: "Access token validation failure. Invalid issuer.",
    early: "Lifetime validation failed, the token is not valid yet.",
    expired: "Lifetime validation failed, the token is expired.",
    audience: "Access token validation failure. Invalid audience.",
  };
  return new Refusal(401, "InvalidAuthenticationToken", texts[problem.kind], {
    "www-authenticate": `Bearer realm="", authorization_uri="${loginOrigin}/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"`,
  });
}

/** Source: https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors (codes), read 2026-11-25; texts ASSUMED from practice. */
function refuseOnArm(problem: TokenProblem, { loginOrigin, tenantId }: Challenge): Refusal {
  const [code, message] = describeOnArm(problem);
  const description = problem.kind === "missing" ? "The authentication failed because of missing 'Authorization' header." : message;
  return new Refusal(401, code, message, {
    "www-authenticate": `Bearer authorization_uri="${loginOrigin}/${tenantId}", error="invalid_token", error_description="${description}"`,
  });
}

function describeOnArm(problem: TokenProblem): readonly [code: string, message: string] {
  if (problem.kind === "missing") return ["AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing."];
  if (problem.kind === "expired") {
    return [
      "ExpiredAuthenticationToken",
      `The access token expiry UTC time '${problem.expiredAt.toUTCString()}' is earlier than current UTC time '${problem.now.toUTCString()}'.`,
    ];
  }
  if (problem.kind === "audience") {
    return [
      "InvalidAuthenticationTokenAudience",
      `The access token has been obtained for wrong audience or resource '${problem.audience}'. It should exactly match with one of the allowed audiences '${problem.allowed.join("','")}'.`,
    ];
  }
  return problem.kind === "issuer"
    ? [
        "InvalidAuthenticationTokenTenant",
        "The access token is from the wrong issuer. It must match the tenant associated with this subscription.",
      ]
    : ["InvalidAuthenticationToken", "The access token is invalid."];
}

/** Source: https://learn.microsoft.com/azure/key-vault/general/rest-error-codes and authentication-requests-and-responses (challenge), read 2026-11-25. */
function refuseOnVault(problem: TokenProblem, { loginOrigin, tenantId, vaultAudience = "https://vault.azure.net" }: Challenge): Refusal {
  const texts: Record<TokenProblem["kind"], string> = {
    missing: "AKV10000: Request is missing a Bearer or PoP token.",
    malformed: "AKV10001: Jwt token is malformed.",
    signature: "AKV10005: Unable to validate the signature of the token.",
    issuer: "AKV10032: Invalid issuer.",
    early: "AKV10006: The token is not valid yet.",
    expired: "AKV10007: The token is expired.",
    audience: problem.kind === "audience" ? `AKV10022: Invalid audience. Expected ${vaultAudience}, found: ${problem.audience}.` : "",
  };
  return new Refusal(401, "Unauthorized", texts[problem.kind], {
    "www-authenticate": `Bearer authorization="${loginOrigin}/${tenantId}", resource="${vaultAudience}"`,
  });
}

/** Source: https://learn.microsoft.com/rest/api/storageservices/authorize-with-azure-active-directory ("Bearer challenge") and common-rest-api-error-codes, read 2026-11-25. */
function refuseOnStorage(problem: TokenProblem, { loginOrigin, tenantId }: Challenge): Refusal {
  const headers = {
    "www-authenticate": `Bearer authorization_uri=${loginOrigin}/${tenantId}/oauth2/authorize resource_id=https://storage.azure.com`,
  };
  return problem.kind === "missing"
    ? new Refusal(
        401,
        "NoAuthenticationInformation",
        "Server failed to authenticate the request. Please refer to the information in the www-authenticate header.",
        headers,
      )
    : new Refusal(
        401,
        "InvalidAuthenticationInfo",
        "Server failed to authenticate the request. Please refer to the information in the www-authenticate header.",
        headers,
      );
}
