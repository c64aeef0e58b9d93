import { failed, ok, unreadable, type Finding } from "./finding.ts";
import type { PreflightContext } from "./preflight-context.ts";

const check = "mfa";

/**
 * Azure takes writes from people only after multi-factor authentication; reads need none, so a sign-in without it fails
 * at the first change. Pipelines are not people.
 * Source: https://learn.microsoft.com/entra/identity/authentication/concept-mandatory-multifactor-authentication (phase 2), read 2026-11-25.
 */
export function checkSignIn({ cloud: { signedIn }, blueprint }: PreflightContext): readonly Finding[] {
  if (signedIn.principalType === "ServicePrincipal")
    return [ok(check, "a service principal is signed in: Azure asks it for no second factor", "idtyp app")];
  const { methods } = signedIn;
  if (methods === undefined)
    return [
      unreadable(
        check,
        "the sign-in does not tell whether it had a second factor",
        "no amr in the token for Azure",
        `if Azure refuses the first change (MFA): az logout, az login --tenant ${blueprint.tenantId}`,
      ),
    ];
  const saw = `amr ${methods.join(", ")}`;
  if (methods.some((method) => method === "mfa" || method === "ngcmfa"))
    return [ok(check, "the sign-in had a second factor, which Azure wants for changes", saw)];
  return [
    failed(
      check,
      "the sign-in had no second factor, and Azure takes changes from people only with one",
      saw,
      `az logout, then az login --tenant ${blueprint.tenantId} with az 2.76 or newer`,
    ),
  ];
}
