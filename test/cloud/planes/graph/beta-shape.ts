import type { PlaneRequest, Reply } from "../../core/operation.ts";
import { isRecord } from "./check-body.ts";
import type { JsonObject } from "./directory-object.ts";

/**
 * Members that beta calls otherwise. Source: https://learn.microsoft.com/graph/api/resources/serviceprincipal, approleassignment
 * and preauthorizedapplication (?view=graph-rest-beta), `@microsoft/microsoft-graph-types-beta` 0.44.0, read 2026-11-26.
 */
const betaNames = {
  oauth2PermissionScopes: "publishedPermissionScopes",
  createdDateTime: "creationTimestamp",
  delegatedPermissionIds: "permissionIds",
} as const;
const storedNames: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(betaNames).map(([name, ofBeta]) => [ofBeta, name]));

/** A request to beta as the routes know it: with the names of v1.0 in its query and its body. */
export function fromBeta(request: PlaneRequest): PlaneRequest {
  const query = new URLSearchParams([...request.query].map(([name, value]): [string, string] => [name, toStoredText(value)]));
  return { ...request, query, json: () => rename(request.json(), (name) => storedNames[name] ?? name) };
}

/** The answer with the names of beta, and without what beta has not. */
export function toBeta({ json, ...reply }: Reply, { path }: PlaneRequest): Reply {
  if (json === undefined) return reply;
  const shown = rename(json, toBetaName, path.startsWith("/beta/servicePrincipals") ? "servicePrincipal" : undefined);
  if (!isRecord(shown)) return { ...reply, json: shown };
  const context = shown["@odata.context"];
  return { ...reply, json: typeof context === "string" ? { ...shown, "@odata.context": toBetaContext(context) } : shown };
}

function toStoredText(text: string): string {
  return text.replace(/\b(?:publishedPermissionScopes|creationTimestamp|permissionIds)\b/g, (name) => storedNames[name] ?? name);
}

function toBetaContext(context: string): string {
  if (context.includes("#servicePrincipals(")) return context.replace(/\boauth2PermissionScopes\b/, betaNames.oauth2PermissionScopes);
  return context.replace(/(appRole\w+\(.*)\bcreatedDateTime\b/, `$1${betaNames.createdDateTime}`);
}

/** The name of a member of beta by what stands beside it; undefined: beta has it not. */
function toBetaName(name: string, owner: JsonObject, place: string | undefined): string | undefined {
  if (name === "delegatedPermissionIds") return betaNames[name];
  if (name === "createdDateTime" && "appRoleId" in owner) return betaNames[name];
  const isPrincipal = place === "servicePrincipal" || "servicePrincipalType" in owner;
  if (name === "oauth2PermissionScopes" && isPrincipal) return betaNames[name];
  if (name === "resourceSpecificApplicationPermissions") return undefined;
  return name === "addIns" && !isPrincipal ? undefined : name;
}

function rename(
  value: unknown,
  toName: (name: string, owner: JsonObject, place: string | undefined) => string | undefined,
  place?: string,
): unknown {
  if (Array.isArray(value)) return value.map((item) => rename(item, toName, place));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) => {
      const renamed = toName(name, value, place);
      return renamed === undefined ? [] : [[renamed, rename(item, toName, name === "value" ? place : undefined)]];
    }),
  );
}
