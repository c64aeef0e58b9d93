import { Refusal } from "../../core/operation.ts";

type OAuthError =
  | "invalid_client"
  | "invalid_grant"
  | "invalid_request"
  | "invalid_resource"
  | "invalid_scope"
  | "unauthorized_client"
  | "unsupported_grant_type";

/**
 * A refusal in the token service's words. Texts: https://learn.microsoft.com/entra/identity-platform/reference-error-codes and
 * ../shared/facts/graph-calling.md 5.4, read 2026-11-25; longer ones as they are seen in practice. `invalid_client` is 401, everything else 400.
 */
export function refuseSignIn(error: OAuthError, code: number, text: string): Refusal {
  return new Refusal(error === "invalid_client" ? 401 : 400, error, `AADSTS${code}: ${text}`);
}
