import type { AzurePermission } from "../../core/cloud-context.ts";
import { Refusal } from "../../core/operation.ts";
import type { Operation, PlaneRequest } from "../../core/operation.ts";
import { azureRoleDefinitions } from "./azure-role-definitions.ts";
import type { AzureRoleDefinition } from "./azure-role-definition.ts";
import { createCustomRoleOperations } from "./custom-role-operations.ts";
import { customRoles } from "./role-definitions.ts";
import { callerOf, requireAction, requireSubscription } from "./resource-request.ts";
import type { ResourceServices } from "./resource-services.ts";
import { roleAssignmentType } from "./types/role-assignment.ts";

const subscription = "/subscriptions/{subscriptionId}";
const group = `${subscription}/resourceGroups/{resourceGroupName}`;
const versions = ["2018-01-01-preview", "2022-05-01-preview", ...roleAssignmentType.apiVersions];
/** When Microsoft made and last changed the built-in roles. ASSUMED: one day for all. */
const builtInTime = "2015-02-02T21:55:09.8806423Z";

/** Scopes at which the caller's permissions can be asked for. */
const permissionScopes: readonly { readonly suffix: string; readonly path: string }[] = [
  { suffix: ".onSubscription", path: subscription },
  { suffix: ".onGroup", path: group },
  { suffix: "", path: `${group}/providers/{namespace}/{type1}/{name1}` },
  { suffix: ".onChild", path: `${group}/providers/{namespace}/{type1}/{name1}/{type2}/{name2}` },
];

/** The roles that there are, and what those of the caller give it at a scope. */
export function createRoleDefinitionOperations(services: ResourceServices): readonly Operation[] {
  const { context } = services;
  const common = { plane: "arm", method: "GET", audience: "arm", apiVersions: versions } as const;
  const roles = { ...common, source: "@azure/arm-authorization 9.0.0 roleDefinitions, read 2026-11-25" };
  const scopeOf = ({ path }: PlaneRequest): string => path.slice(0, path.toLowerCase().lastIndexOf("/providers/microsoft.authorization/"));
  const { resources } = services;
  const toBuiltIn = (role: AzureRoleDefinition): unknown => ({
    id: `/subscriptions/${context.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${role.roleDefinitionId}`,
    type: "Microsoft.Authorization/roleDefinitions",
    name: role.roleDefinitionId,
    properties: {
      roleName: role.roleName,
      type: "BuiltInRole",
      description: role.description,
      assignableScopes: ["/"],
      permissions: [toPermission(role)],
      createdOn: builtInTime,
      updatedOn: builtInTime,
      createdBy: null,
      updatedBy: null,
    },
  });
  const list: Operation["handle"] = (request) => {
    requireSubscription(services, request.params["subscriptionId"] ?? "");
    requireAction(services, request, "Microsoft.Authorization/roleDefinitions/read", scopeOf(request));
    const matches = toFilter(request.query.get("$filter"));
    const custom = customRoles(resources).filter((role) => matches(role, "customrole"));
    const builtIn = azureRoleDefinitions.filter((role) => matches(role, "builtinrole"));
    return { status: 200, json: { value: [...builtIn.map(toBuiltIn), ...custom.map(({ resource }) => resource)] } };
  };
  const get: Operation["handle"] = (request) => {
    requireSubscription(services, request.params["subscriptionId"] ?? context.subscriptionId);
    requireAction(
      services,
      request,
      "Microsoft.Authorization/roleDefinitions/read",
      scopeOf(request) || `/subscriptions/${context.subscriptionId}`,
    );
    const wanted = request.params["roleDefinitionId"] ?? "";
    const custom = customRoles(resources).find(({ roleDefinitionId }) => roleDefinitionId === wanted.toLowerCase());
    if (custom !== undefined) return { status: 200, json: custom.resource };
    const role = azureRoleDefinitions.find(({ roleDefinitionId }) => roleDefinitionId === wanted.toLowerCase());
    if (role === undefined)
      throw new Refusal(404, "RoleDefinitionDoesNotExist", `The specified role definition with ID '${wanted}' does not exist.`);
    return { status: 200, json: toBuiltIn(role) };
  };
  const collection = "providers/Microsoft.Authorization/roleDefinitions";
  return [
    { ...roles, name: "arm.roleDefinitions.list", path: `${subscription}/${collection}`, handle: list },
    { ...roles, name: "arm.roleDefinitions.list.onGroup", path: `${group}/${collection}`, handle: list },
    { ...roles, name: "arm.roleDefinitions.get", path: `${subscription}/${collection}/{roleDefinitionId}`, handle: get },
    { ...roles, name: "arm.roleDefinitions.get.onGroup", path: `${group}/${collection}/{roleDefinitionId}`, handle: get },
    ...createCustomRoleOperations(services, versions),
    // By the id of a built-in role, which has no subscription in it.
    { ...roles, name: "arm.roleDefinitions.get.onTenant", path: `/${collection}/{roleDefinitionId}`, handle: get },
    ...permissionScopes.map(({ suffix, path }): Operation => ({
      ...common,
      name: `arm.permissions.list${suffix}`,
      path: `${path}/providers/Microsoft.Authorization/permissions`,
      source: "@azure/arm-authorization 9.0.0 permissions; ASSUMED: whoever has no role gets an empty list, read 2026-11-25",
      handle: (request) => {
        requireSubscription(services, request.params["subscriptionId"] ?? "");
        const found = context.azureRbac.rolesAt(callerOf(request).oid, scopeOf(request).replaceAll(/\/{2,}/g, "/"));
        return { status: 200, json: { value: found.map(toPermission) } };
      },
    })),
  ];
}

function toPermission({ actions, notActions, dataActions, notDataActions }: AzurePermission): AzurePermission {
  return { actions, notActions, dataActions, notDataActions };
}

/** `atScopeAndBelow()` and `type eq '…'` and `roleName eq '…'`, joined by `and`. Source: https://learn.microsoft.com/rest/api/authorization/role-definitions/list, read 2026-11-25. */
function toFilter(filter: string | null): (role: AzureRoleDefinition, type: "builtinrole" | "customrole") => boolean {
  const clauses = (filter ?? "").split(/\s+and\s+/i).map((clause) => clause.trim());
  const tests = clauses.map((clause): ReturnType<typeof toFilter> => {
    if (clause === "" || /^atScope(AndBelow)?\(\)$/i.test(clause)) return () => true;
    const [, name, value = ""] = /^(roleName|type) eq '((?:[^']|'')+)'$/i.exec(clause) ?? [];
    if (name === undefined) throw new Refusal(400, "InvalidFilter", `The filter '${clause}' is not supported.`);
    const wanted = value.replaceAll("''", "'").toLowerCase();
    return name.toLowerCase() === "type" ? (_role, type) => wanted === type : ({ roleName }) => roleName.toLowerCase() === wanted;
  });
  return (role, type) => tests.every((test) => test(role, type));
}
