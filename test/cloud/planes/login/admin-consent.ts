import { type Operation, type PlaneRequest, Refusal, type Reply } from "../../core/operation.ts";
import type { DirectoryObject, JsonObject } from "../graph/directory-object.ts";
import type { Directory } from "../graph/directory.ts";
import { grantPermissions, type RequestedPermission, toRequestedPermissions } from "../graph/grant-consent.ts";
import { graphClientId } from "../graph/microsoft-service-principals.ts";
import { refuseSignIn } from "./aadsts.ts";
import { authenticatePerson } from "./authenticate-person.ts";
import { toConsentPage, toErrorPage } from "./consent-page.ts";
import { requireParameter, toAuthority } from "./token-request.ts";

/** A request for consent, from the URL and again from its form. */
interface ConsentRequest {
  readonly version: "v1" | "v2";
  readonly application: DirectoryObject;
  readonly permissions: readonly RequestedPermission[];
  /** Where the answer goes; undefined where the application has no address at all. */
  readonly redirectUri: string | undefined;
  readonly state: string | null;
  readonly scope: string | null;
}

/**
 * The admin consent pages of v1 and v2 and the form behind them. Source: https://learn.microsoft.com/entra/identity-platform/v2-admin-consent
 * by ../shared/facts/graph-calling.md 6.3, read 2026-11-25. An application without a reply address gets its consent and then
 * AADSTS500113: microsoftgraph/msgraph-sdk-python-core issue 50 (at `/Consent/Set`), read 2026-11-25.
 */
export function createAdminConsentOperations(directory: Directory): readonly Operation[] {
  const source = "https://learn.microsoft.com/entra/identity-platform/v2-admin-consent, read 2026-11-25; the page itself ASSUMED";
  const page = (name: string, path: string, version: "v1" | "v2"): Operation => ({
    name,
    plane: "login",
    method: "GET",
    path,
    audience: "none",
    source,
    handle: (request) => asPage(() => show(directory, request, parseConsent(directory, request, request.query, version))),
  });
  return [
    page("login.admin-consent", "/{tenant}/adminconsent", "v1"),
    page("login.admin-consent-v2", "/{tenant}/v2.0/adminconsent", "v2"),
    {
      name: "login.consent-set",
      plane: "login",
      method: "POST",
      path: "/{tenant}/Consent/Set",
      audience: "none",
      maxBodyBytes: 65_536,
      source,
      handle: (request) => {
        const form = new URLSearchParams(Buffer.from(request.body).toString("utf8"));
        return asPage(() => decide(directory, form, parseConsent(directory, request, form, form.get("version") === "v2" ? "v2" : "v1")));
      },
    },
  ];
}

/** A person sees an error as a page, not as JSON. */
function asPage(run: () => Reply): Reply {
  try {
    return run();
  } catch (error) {
    if (error instanceof Refusal) return toErrorPage(error.message);
    throw error;
  }
}

function parseConsent(directory: Directory, request: PlaneRequest, given: URLSearchParams, version: "v1" | "v2"): ConsentRequest {
  const authority = toAuthority(request.params["tenant"] ?? "", directory.tenant);
  // ASSUMED code: the page of v2 names a tenant, never all of them.
  if (version === "v2" && authority !== "tenant")
    throw refuseSignIn("invalid_request", 9002313, "Invalid request. Request is malformed or invalid.");
  const clientId = requireParameter(given, "client_id").toLowerCase();
  const application = directory.listVisible("application").find((object) => object.body["appId"] === clientId);
  if (application === undefined) {
    throw refuseSignIn(
      "unauthorized_client",
      700016,
      `Application with identifier '${clientId}' was not found in the directory '${directory.tenant.displayName}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
    );
  }
  const scope = version === "v2" ? requireParameter(given, "scope") : null;
  return {
    version,
    application,
    permissions: toRequestedPermissions(directory, application).filter((permission) => isInScope(directory, permission, scope)),
    redirectUri: toRedirectUri(application, given.get("redirect_uri")),
    state: given.get("state"),
    scope,
  };
}

/** `{resource}/.default` stands for everything of the resource that the application asks for; v1 for everything of all. */
function isInScope(directory: Directory, { resource, value }: RequestedPermission, scope: string | null): boolean {
  if (scope === null) return true;
  return scope.split(/\s+/).some((wanted) => {
    const slash = wanted.lastIndexOf("/");
    const name = wanted.slice(slash + 1);
    const named = slash < 0 ? directory.graph() : directory.resourceByName(wanted.slice(0, slash))?.object;
    return named === resource && (name === ".default" || name === value);
  });
}

/** The address asked for, which must be registered exactly; or the first that is. */
function toRedirectUri(application: DirectoryObject, asked: string | null): string | undefined {
  const registered = ["web", "spa", "publicClient"].flatMap(
    (part) => (application.body[part] as JsonObject)["redirectUris"] as readonly string[],
  );
  if (asked === null || asked === "") return registered[0];
  if (registered.length === 0 || registered.includes(asked)) return registered.length === 0 ? undefined : asked;
  throw refuseSignIn(
    "invalid_request",
    50011,
    `The redirect URI '${asked}' specified in the request does not match the redirect URIs configured for the application '${String(application.body["appId"])}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal. Navigate to https://aka.ms/redirectUriMismatchError to learn more about how to troubleshoot this error.`,
  );
}

function show(directory: Directory, request: PlaneRequest, consent: ConsentRequest): Reply {
  const fields = Object.fromEntries([...request.query].filter(([name]) => ["client_id", "redirect_uri", "state", "scope"].includes(name)));
  return toConsentPage({
    action: `/${directory.tenant.tenantId}/Consent/Set`,
    displayName: String(consent.application.body["displayName"]),
    permissions: consent.permissions.map(({ resource, value }) => `${String(resource.body["displayName"])}: ${value}`),
    fields: { ...fields, version: consent.version },
  });
}

function decide(directory: Directory, form: URLSearchParams, consent: ConsentRequest): Reply {
  const user = authenticatePerson(directory, requireParameter(form, "username"), form.get("password") ?? "");
  if (form.get("decision") !== "accept") return toAnswer(consent, toCanceled(consent));
  requireConsentRight(user, consent);
  grantPermissions(directory, consent.application, consent.permissions);
  const granted = { tenant: directory.tenant.tenantId, admin_consent: "True", ...(consent.scope === null ? {} : { scope: consent.scope }) };
  return toAnswer(consent, granted);
}

function toCanceled({ version }: ConsentRequest): Readonly<Record<string, string>> {
  return version === "v1"
    ? { error: "permission_denied", error_description: "The admin canceled the request" }
    : { admin_consent: "True", error: "consent_required", error_description: "AADSTS65004: User declined to consent to access the app." };
}

/** Microsoft Graph's application permissions are for two roles, everything else for four. Source: ../shared/facts/graph-calling.md 6.4. */
function requireConsentRight(user: DirectoryObject, { permissions }: ConsentRequest): void {
  const needsPrivileged = permissions.some(({ resource, type }) => type === "Role" && resource.body["appId"] === graphClientId);
  const roles = [
    "Global Administrator",
    "Privileged Role Administrator",
    ...(needsPrivileged ? [] : ["Application Administrator", "Cloud Application Administrator"]),
  ];
  if (user.directoryRoles.some((role) => roles.includes(role))) return;
  throw refuseSignIn("invalid_grant", 90094, "The grant requires admin permission.");
}

function toAnswer({ redirectUri, state }: ConsentRequest, parameters: Readonly<Record<string, string>>): Reply {
  if (redirectUri === undefined) throw refuseSignIn("invalid_request", 500113, "No reply address is registered for the application.");
  const location = new URL(redirectUri);
  for (const [name, value] of Object.entries({ ...parameters, ...(state === null ? {} : { state }) }))
    location.searchParams.set(name, value);
  return { status: 302, headers: { location: location.href } };
}
