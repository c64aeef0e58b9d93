import { Refusal } from "../../core/operation.ts";
import type { Operation, PlaneRequest } from "../../core/operation.ts";
import { azureRoleDefinitions } from "./azure-role-definitions.ts";
import type { AzureRoleDefinition } from "./azure-role-definitions.ts";
import { resourceNamespaces } from "./provider-registrations.ts";
import { requireAction, requireSubscription } from "./resource-request.ts";
import type { ResourceServices } from "./resource-services.ts";
import { resourceGroupType } from "./types/resource-group.ts";
import { roleAssignmentType } from "./types/role-assignment.ts";

const subscription = "/subscriptions/{subscriptionId}";
const subscriptionVersions = ["2016-06-01", "2019-06-01", "2020-01-01", "2021-01-01", "2021-10-01", "2022-12-01"] as const;

/** The subscription itself, its tenant, its resource providers and the role definitions that it has. */
export function createSubscriptionOperations(services: ResourceServices): readonly Operation[] {
  const { context, registrations } = services;
  const common = { plane: "arm", audience: "arm" } as const;
  const subscriptions = {
    ...common,
    apiVersions: subscriptionVersions,
    source: "https://learn.microsoft.com/rest/api/resources/subscriptions, read 2026-11-25",
  };
  const providers = {
    ...common,
    apiVersions: resourceGroupType.apiVersions,
    source: "@azure/arm-resources 8.0.0 api/providers, read 2026-11-25",
  };
  const roles = {
    ...common,
    apiVersions: ["2018-01-01-preview", ...roleAssignmentType.apiVersions],
    source: "@azure/arm-authorization 9.0.0 roleDefinitions, read 2026-11-25",
  };
  const check = (request: PlaneRequest, action: string): void => {
    requireSubscription(services, request.params["subscriptionId"] ?? "");
    requireAction(services, request, action, `/subscriptions/${request.params["subscriptionId"] ?? ""}`);
  };
  const answer = (): unknown => ({
    id: `/subscriptions/${context.subscriptionId}`,
    authorizationSource: "RoleBased",
    managedByTenants: [],
    subscriptionId: context.subscriptionId,
    tenantId: context.tenant.tenantId,
    displayName: "Rehearsal",
    state: "Enabled",
    subscriptionPolicies: { locationPlacementId: "Public_2014-09-01", quotaId: "PayAsYouGo_2014-09-01", spendingLimit: "Off" },
  });
  const provider = (request: PlaneRequest): string => {
    const namespace = registrations.namespaceOf(request.params["namespace"] ?? "");
    if (namespace === undefined)
      throw new Refusal(404, "InvalidResourceNamespace", `The resource namespace '${request.params["namespace"] ?? ""}' is invalid.`);
    return namespace;
  };
  const toProvider = (namespace: string): unknown => ({
    id: `/subscriptions/${context.subscriptionId}/providers/${namespace}`,
    namespace,
    registrationPolicy: "RegistrationRequired",
    registrationState: registrations.isRegistered(namespace) ? "Registered" : "NotRegistered",
    resourceTypes: [...services.kinds.values()]
      .filter(({ rules }) => rules.type.startsWith(`${namespace}/`))
      .map(({ rules }) => ({
        resourceType: rules.type.slice(namespace.length + 1),
        locations: [],
        apiVersions: rules.apiVersions.toReversed(),
        capabilities: "None",
      })),
  });
  const roleDefinition = (role: AzureRoleDefinition): unknown => ({
    id: `/subscriptions/${context.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${role.roleDefinitionId}`,
    type: "Microsoft.Authorization/roleDefinitions",
    name: role.roleDefinitionId,
    properties: {
      roleName: role.roleName,
      type: "BuiltInRole",
      description: role.description,
      assignableScopes: ["/"],
      permissions: [
        { actions: role.actions, notActions: role.notActions, dataActions: role.dataActions, notDataActions: role.notDataActions },
      ],
    },
  });
  const listRoles = (request: PlaneRequest): unknown => {
    const wanted = /^roleName eq '(.+)'$/i.exec(request.query.get("$filter") ?? "")?.[1];
    return {
      value: azureRoleDefinitions
        .filter((role) => wanted === undefined || role.roleName.toLowerCase() === wanted.toLowerCase())
        .map(roleDefinition),
    };
  };
  const registration = (verb: "register" | "unregister"): Operation => ({
    ...providers,
    name: `arm.providers.${verb}`,
    method: "POST",
    path: `${subscription}/providers/{namespace}/${verb}`,
    handle: (request) => {
      const namespace = provider(request);
      check(request, `${namespace}/${verb}/action`);
      registrations[verb](namespace);
      return { status: 200, json: toProvider(namespace) };
    },
  });
  return [
    {
      ...subscriptions,
      name: "arm.subscriptions.list",
      method: "GET",
      path: "/subscriptions",
      handle: (request) => {
        const reads = context.azureRbac.allows(
          request.caller?.oid ?? "",
          "Microsoft.Resources/subscriptions/read",
          `/subscriptions/${context.subscriptionId}`,
        );
        return { status: 200, json: { value: reads ? [answer()] : [] } };
      },
    },
    {
      ...subscriptions,
      name: "arm.subscriptions.get",
      method: "GET",
      path: subscription,
      handle: (request) => {
        check(request, "Microsoft.Resources/subscriptions/read");
        return { status: 200, json: answer() };
      },
    },
    {
      ...subscriptions,
      name: "arm.tenants.list",
      method: "GET",
      path: "/tenants",
      handle: () => ({
        status: 200,
        json: {
          value: [
            {
              id: `/tenants/${context.tenant.tenantId}`,
              tenantId: context.tenant.tenantId,
              displayName: context.tenant.displayName,
              defaultDomain: context.tenant.defaultDomain,
            },
          ],
        },
      }),
    },
    {
      ...providers,
      name: "arm.providers.list",
      method: "GET",
      path: `${subscription}/providers`,
      handle: (request) => {
        check(request, "Microsoft.Resources/subscriptions/providers/read");
        return { status: 200, json: { value: resourceNamespaces.map(toProvider) } };
      },
    },
    {
      ...providers,
      name: "arm.providers.get",
      method: "GET",
      path: `${subscription}/providers/{namespace}`,
      handle: (request) => {
        check(request, "Microsoft.Resources/subscriptions/providers/read");
        return { status: 200, json: toProvider(provider(request)) };
      },
    },
    registration("register"),
    registration("unregister"),
    {
      ...roles,
      name: "arm.roleDefinitions.list",
      method: "GET",
      path: `${subscription}/providers/Microsoft.Authorization/roleDefinitions`,
      handle: (request) => {
        check(request, "Microsoft.Authorization/roleDefinitions/read");
        return { status: 200, json: listRoles(request) };
      },
    },
    {
      ...roles,
      name: "arm.roleDefinitions.get",
      method: "GET",
      path: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/{roleDefinitionId}`,
      handle: (request) => {
        check(request, "Microsoft.Authorization/roleDefinitions/read");
        const role = azureRoleDefinitions.find(
          ({ roleDefinitionId }) => roleDefinitionId === request.params["roleDefinitionId"]?.toLowerCase(),
        );
        if (role === undefined)
          throw new Refusal(
            404,
            "RoleDefinitionDoesNotExist",
            `The specified role definition with ID '${request.params["roleDefinitionId"] ?? ""}' does not exist.`,
          );
        return { status: 200, json: roleDefinition(role) };
      },
    },
  ];
}
