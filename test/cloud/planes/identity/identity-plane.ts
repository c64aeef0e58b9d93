import type { CloudContext } from "../../core/cloud-context.ts";
import { nations, type Nation } from "../../core/nation.ts";
import type { Plane, PlaneRequest, Reply } from "../../core/operation.ts";
import type { OfferedIdentity } from "./assigned-identities.ts";
import type { IdentityEndpoints } from "./identity-endpoints.ts";

/**
 * Resources that the endpoint issues tokens for, as a client names them. ASSUMED: anything else is refused as an unknown
 * resource, as Entra does for a resource that the tenant does not have.
 */
const resources: readonly {
  readonly names: (nation: Nation) => readonly string[];
  readonly audience: (context: CloudContext) => string;
  /** Where its tokens are not of version 1.0. */
  readonly claims?: (context: CloudContext) => Readonly<Record<string, unknown>>;
}[] = [
  { names: () => ["https://storage.azure.com"], audience: () => "https://storage.azure.com" },
  { names: ({ vaultAudience }) => [vaultAudience], audience: ({ origins }) => (origins.nation ?? nations.public).vaultAudience },
  { names: ({ armAudiences }) => armAudiences, audience: ({ origins }) => origins.arm },
  { names: ({ graphAudience }) => [graphAudience], audience: ({ origins }) => origins.graph },
  {
    // What an application may trust in place of a secret: its issuer is the tenant's of version 2.0, its subject the object id. Source:
    // https://learn.microsoft.com/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity, read 2026-11-25.
    // ASSUMED: `aud` is the name that was asked for.
    names: ({ exchangeAudience }) => [exchangeAudience],
    audience: ({ origins }) => (origins.nation ?? nations.public).exchangeAudience,
    claims: ({ origins, tenant }) => ({ iss: `${origins.login}/${tenant.tenantId}/v2.0`, ver: "2.0" }),
  },
];

/** The managed identity endpoint in the shape of App Service and Container Apps: plain http, an app's own secret header. */
export function createIdentityPlane(context: CloudContext, endpoints: IdentityEndpoints): Plane {
  return {
    name: "identity",
    operations: [
      {
        name: "identity.token",
        plane: "identity",
        method: "GET",
        path: "/msi/token",
        apiVersions: ["2019-08-01"],
        audience: "none",
        source:
          "https://learn.microsoft.com/azure/container-apps/managed-identity (REST endpoint reference), read 2026-11-25; cloud-wire.md 3.1",
        handle: (request) => issue(context, endpoints, request),
      },
    ],
  };
}

async function issue(context: CloudContext, endpoints: IdentityEndpoints, request: PlaneRequest): Promise<Reply> {
  const header = request.headers["x-identity-header"];
  const offered = header === undefined ? undefined : endpoints.offeredTo(header);
  if (offered === undefined) return refuse(403, "Forbidden", "The X-IDENTITY-HEADER is missing or wrong.");
  const resource = (request.query.get("resource") ?? "").replace(/\/$/, "");
  if (resource === "") return refuse(400, "BadRequest", "The resource parameter is missing.");
  const known = resources.find(
    ({ names, audience }) => names(context.origins.nation ?? nations.public).includes(resource) || audience(context) === resource,
  );
  if (known === undefined) return refuse(400, "InvalidResource", `The resource principal named ${resource} was not found in the tenant.`);
  const identity = choose(offered, request.query);
  if (identity === undefined) return refuse(400, "BadRequest", "Unable to load the proper Managed Identity.");
  const { token, expiresIn } = await context.tokens.issue(identity.principalObjectId, known.audience(context), {
    ...known.claims?.(context),
    xms_mirid: identity.resourceId,
  });
  context.transcript.addSecret(token);
  return {
    status: 200,
    json: {
      access_token: token,
      // A string of seconds since the epoch, wall time.
      expires_on: String(Math.floor(context.clock.wallMs() / 1000) + expiresIn),
      resource,
      token_type: "Bearer",
      client_id: identity.clientId,
    },
  };
}

/** Without a name it is the system's own; user-assigned ones must be named. */
function choose(offered: readonly OfferedIdentity[], query: URLSearchParams): OfferedIdentity | undefined {
  const clientId = query.get("client_id");
  const objectId = query.get("principal_id") ?? query.get("object_id");
  const resourceId = query.get("mi_res_id");
  // The system's is that of the app itself.
  if (clientId === null && objectId === null && resourceId === null)
    return offered.find((identity) => !/\/userAssignedIdentities\/[^/]+$/i.test(identity.resourceId));
  return offered.find(
    (identity) =>
      (clientId !== null && identity.clientId === clientId.toLowerCase()) ||
      (objectId !== null && identity.principalObjectId === objectId.toLowerCase()) ||
      (resourceId !== null && identity.resourceId.toLowerCase() === resourceId.toLowerCase()),
  );
}

function refuse(statusCode: number, code: string, message: string): Reply {
  return { status: statusCode, json: { statusCode, code, message } };
}
