import type { Exchange } from "../../../cloud/core/exchange.ts";
import { findPublishedMembers, findPublishedValues } from "./published-types.ts";

/** Entity sets whose type's name is not their own in singular. */
const typeOfSet: Readonly<Record<string, string>> = {
  organization: "Organization",
  oauth2PermissionGrants: "OAuth2PermissionGrant",
  claimsMappingPolicies: "ClaimsMappingPolicy",
  appManagementPolicies: "AppManagementPolicy",
  defaultAppManagementPolicy: "TenantAppManagementPolicy",
  authorizationPolicy: "AuthorizationPolicy",
  roleAssignments: "UnifiedRoleAssignment",
  roleDefinitions: "UnifiedRoleDefinition",
  extensionProperties: "ExtensionProperty",
  appRoleAssignedTo: "AppRoleAssignment",
};

/** What of the answers of v1.0 Microsoft's published types do not allow: unknown members, nulls, collections, kinds, literals. */
export function judgeAnswers(exchanges: readonly Exchange[]): readonly string[] {
  return exchanges
    .filter(({ plane, url, status }) => plane === "graph" && new URL(url).pathname.startsWith("/v1.0/") && status < 300)
    .flatMap((exchange) => judgeAnswer(exchange).map((problem) => `${exchange.method} ${new URL(exchange.url).pathname}: ${problem}`));
}

function judgeAnswer({ responseHeaders, responseBody }: Exchange): readonly string[] {
  if (responseBody.length === 0 || responseHeaders["content-type"]?.startsWith("application/json") !== true) return [];
  const body = JSON.parse(Buffer.from(responseBody).toString("utf8")) as Record<string, unknown>;
  if (Array.isArray(body["responses"])) return [];
  const context = body["@odata.context"];
  if (typeof context !== "string") return ["no @odata.context"];
  const fragment = context.split("$metadata#")[1] ?? "";
  const isCollection = Array.isArray(body["value"]);
  if (isCollection === fragment.endsWith("/$entity") && !fragment.startsWith("microsoft.graph."))
    return [`context ${fragment} of the other kind`];
  const type = toType(fragment);
  const items = isCollection ? (body["value"] as Record<string, unknown>[]) : [body];
  return items.flatMap((item) => {
    const own = typeof item["@odata.type"] === "string" ? upperFirst(item["@odata.type"].replace("#microsoft.graph.", "")) : type;
    return findPublishedMembers(own) === undefined ? [`type ${own} is not published`] : judgeObject(item, own, "");
  });
}

/** `applications('…')/federatedIdentityCredentials/$entity` is a FederatedIdentityCredential. */
function toType(fragment: string): string {
  const plain = fragment.replace(/\/\$entity$/, "").replace(/\((?!')[^]*\)$/, "");
  if (plain.startsWith("microsoft.graph.")) return upperFirst(plain.slice("microsoft.graph.".length));
  const set = plain.split("/").at(-1) ?? "";
  return typeOfSet[set] ?? upperFirst(set.replace(/s$/, ""));
}

function judgeObject(value: Readonly<Record<string, unknown>>, type: string, at: string): string[] {
  const members = findPublishedMembers(type);
  if (members === undefined) return [];
  return Object.entries(value)
    .filter(([name]) => !name.includes("@"))
    .flatMap(([name, item]) => {
      const text = members.get(name);
      return text === undefined ? [`${type} has no ${at}${name}`] : judgeValue(item, text, `${at}${name}`);
    });
}

function judgeValue(value: unknown, text: string, at: string): string[] {
  const nullable = /^NullableOption<(.*)>$/.exec(text)?.[1];
  if (value === null) return nullable === undefined ? [`${at} is null`] : [];
  const plain = nullable ?? text;
  if (plain.endsWith("[]")) {
    if (!Array.isArray(value)) return [`${at} is no collection`];
    return value.flatMap((item: unknown) => judgeValue(item, plain.slice(0, -2), at));
  }
  const values = findPublishedValues(plain);
  if (values !== undefined) return typeof value === "string" && values.includes(value) ? [] : [`${at} is none of ${plain}`];
  if (["string", "number", "boolean"].includes(plain)) return typeof value === plain ? [] : [`${at} is no ${plain}`];
  if (typeof value !== "object" || Array.isArray(value)) return findPublishedMembers(plain) === undefined ? [] : [`${at} is no ${plain}`];
  return judgeObject(value as Record<string, unknown>, plain, `${at}.`);
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
