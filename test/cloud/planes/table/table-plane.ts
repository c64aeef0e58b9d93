import { audiencesOf } from "../../core/audiences.ts";
import type { CloudContext } from "../../core/cloud-context.ts";
import { Refusal } from "../../core/operation.ts";
import type { Claims, Operation, Plane, PlaneRequest, Reply } from "../../core/operation.ts";
import { toBatchedRequests, toTableDemands } from "./table-access.ts";
import type { TableDemand } from "./table-access.ts";
import type { TableAccounts } from "./table-accounts.ts";

const source =
  "https://learn.microsoft.com/rest/api/storageservices/table-service-rest-api; Azurite 3.37.0 behind the gate, read 2026-11-25";
/** Largest batch or entity, in bytes (4 MiB). Source: https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions, read 2026-11-25. */
const maxBodyBytes = 4_194_304;
/** Headers that belong to one hop, or that the gate sets itself. */
const hopHeaders = new Set(["connection", "keep-alive", "transfer-encoding", "content-length", "authorization", "host", "date", "expect"]);

/**
 * The gate in front of Azurite, which checks neither signatures nor role assignments: token, shared keys, network access
 * and roles are decided here; what passes goes to the account's own place in Azurite and comes back as it is.
 */
export function createTablePlane(context: CloudContext, accounts: TableAccounts): Plane {
  const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
  const operation = (name: string, method: Operation["method"], path: string): Operation => ({
    name: `table.${name}`,
    plane: "table",
    method,
    path,
    // Not the pipeline's to judge: a shared key is refused otherwise than a missing token.
    audience: "none",
    source,
    maxBodyBytes,
    handle: (request) => pass(context, accounts, request),
  });
  return {
    name: "table",
    operations: [
      operation("service", "GET", "/{account}"),
      operation("batch", "POST", "/{account}/$batch"),
      operation("tables.query", "GET", "/{account}/Tables"),
      operation("tables.create", "POST", "/{account}/Tables"),
      operation("tables.get", "GET", "/{account}/Tables('{table}')"),
      operation("tables.delete", "DELETE", "/{account}/Tables('{table}')"),
      ...methods.map((method) => operation(`entities.${method.toLowerCase()}`, method, "/{account}/{rest*}")),
    ],
    start: () => {
      accounts.start(); // requests wait for it, the cloud's start does not
      return Promise.resolve();
    },
    stop: () => accounts.stop(),
  };
}

async function pass(context: CloudContext, accounts: TableAccounts, request: PlaneRequest): Promise<Reply> {
  const accountName = request.params["account"] ?? "";
  const account = context.resources.list("Microsoft.Storage/storageAccounts").find(({ name }) => name === accountName);
  if (account === undefined) throw new Refusal(404, "ResourceNotFound", "The specified resource does not exist.");
  const rest = request.path.replace(/^\/+/, "").slice(accountName.length + 1);
  const caller = await authenticate(context, request, account.properties);
  if (account.properties["publicNetworkAccess"] === "Disabled") {
    throw new Refusal(403, "AuthorizationFailure", "This request is not authorized to perform this operation.");
  }
  const isBatch = rest === "$batch";
  const demanded = isBatch
    ? toBatchedRequests(Buffer.from(request.body).toString("utf8")).map((inner) => toTableDemands(inner.method, inner.rest))
    : [toTableDemands(request.method, rest)];
  for (const demands of demanded) requireRole(context, caller, account.id, demands);

  const sent = Buffer.from(request.body);
  const answer = await accounts.send(accountName, {
    method: request.method,
    rest: encodeRest(rest),
    query: request.query.toString().replaceAll("+", "%20"),
    headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => !hopHeaders.has(name))),
    body: isBatch ? await rewriteBatch(accounts, context, accountName, sent) : sent,
  });
  const headers = Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !hopHeaders.has(name)));
  return { status: answer.status, headers: { ...headers, server: "Windows-Azure-Table/1.0 Microsoft-HTTPAPI/2.0" }, bytes: answer.body };
}

/** Token, or the refusal of a shared key. Source: https://learn.microsoft.com/azure/storage/common/shared-key-authorization-prevent, read 2026-11-25. */
async function authenticate(context: CloudContext, request: PlaneRequest, account: Readonly<Record<string, unknown>>): Promise<Claims> {
  const authorization = request.headers["authorization"];
  const isSharedKey = /^SharedKey(Lite)? /i.test(authorization ?? "") || request.query.has("sig");
  if (isSharedKey && account["allowSharedKeyAccess"] === false) {
    throw new Refusal(403, "KeyBasedAuthenticationNotPermitted", "Key based authentication is not permitted on this storage account.");
  }
  if (isSharedKey) {
    // ASSUMED: nobody holds a key of this cloud, there is no listKeys.
    throw new Refusal(
      403,
      "AuthenticationFailed",
      "Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.",
    );
  }
  return await context.tokens.verify(authorization, "table", audiencesOf("storage", context.origins));
}

function requireRole(context: CloudContext, caller: Claims, accountId: string, demands: readonly TableDemand[]): void {
  const service = `${accountId}/tableServices/default`;
  const allowed = demands.some(({ action, tableName }) =>
    context.azureRbac.allows(caller.oid, action, tableName === undefined ? service : `${service}/tables/${tableName}`),
  );
  if (!allowed) {
    throw new Refusal(
      403,
      "AuthorizationPermissionMismatch",
      "This request is not authorized to perform this operation using this permission.",
    );
  }
}

/** URLs inside a batch name the account's place in Azurite. */
async function rewriteBatch(accounts: TableAccounts, context: CloudContext, accountName: string, body: Buffer): Promise<Buffer> {
  const inner = await accounts.innerUrl(accountName);
  return Buffer.from(body.toString("utf8").replaceAll(`${context.origins.table}/${accountName}`, inner));
}

/** The path below the account, encoded again: a slash in it can only be part of a key. */
function encodeRest(rest: string): string {
  return encodeURIComponent(rest).replaceAll("%2C", ",").replaceAll("%3D", "=").replaceAll("%24", "$");
}
