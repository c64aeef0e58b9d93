import { Refusal } from "../../core/operation.ts";
import type { Operation, PlaneRequest } from "../../core/operation.ts";
import { type AzureRegion, regionsOf } from "./azure-regions.ts";
import { resourceNamespaces } from "./provider-registrations.ts";
import { requireAction, requireSubscription } from "./resource-request.ts";
import type { ResourceServices } from "./resource-services.ts";
import type { ResourceType } from "./resource-type.ts";
import { resourceGroupType } from "./types/resource-group.ts";

const subscription = "/subscriptions/{subscriptionId}";

/** The subscription's resource providers: what they have, whether they are registered, and registering them. */
export function createProviderOperations(services: ResourceServices): readonly Operation[] {
  const { context, registrations } = services;
  const common = {
    plane: "arm",
    audience: "arm",
    apiVersions: resourceGroupType.apiVersions,
    source: "@azure/arm-resources 8.0.0 api/providers; https://learn.microsoft.com/rest/api/resources/providers, read 2026-11-25",
  } as const;
  const check = (request: PlaneRequest, action: string): void => {
    requireSubscription(services, request.params["subscriptionId"] ?? "");
    requireAction(services, request, action, `/subscriptions/${request.params["subscriptionId"] ?? ""}`);
  };
  const provider = (request: PlaneRequest): string => {
    const namespace = registrations.namespaceOf(request.params["namespace"] ?? "");
    if (namespace === undefined)
      throw new Refusal(404, "InvalidResourceNamespace", `The resource namespace '${request.params["namespace"] ?? ""}' is invalid.`);
    return namespace;
  };
  const typesOf = (namespace: string): ResourceType[] =>
    [...services.kinds.values()]
      .map(({ rules }) => rules)
      .filter(({ type }) => type.toLowerCase().startsWith(`${namespace.toLowerCase()}/`));
  const toResourceTypes = (namespace: string): unknown[] =>
    typesOf(namespace).map((rules) => ({
      resourceType: rules.type.slice(namespace.length + 1),
      locations: toLocations(rules, regionsOf(context.origins.nation)),
      apiVersions: rules.apiVersions.toReversed(),
      capabilities: rules.scope === "extension" ? "SupportsExtension" : "None",
    }));
  const toProvider = (namespace: string): unknown => ({
    id: `/subscriptions/${context.subscriptionId}/providers/${namespace}`,
    namespace,
    registrationPolicy: registrations.isFree(namespace) ? "RegistrationFree" : "RegistrationRequired",
    registrationState: registrations.stateOf(namespace),
    resourceTypes: toResourceTypes(namespace),
  });
  /** At the scope of the tenant nothing is registered or not. */
  const toTenantProvider = (namespace: string): unknown => ({
    id: `/providers/${namespace}`,
    namespace,
    resourceTypes: toResourceTypes(namespace),
  });
  const registration = (verb: "register" | "unregister"): Operation => ({
    ...common,
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
      ...common,
      name: "arm.providers.list",
      method: "GET",
      path: `${subscription}/providers`,
      handle: (request) => {
        check(request, "Microsoft.Resources/subscriptions/providers/read");
        return { status: 200, json: { value: resourceNamespaces.map(toProvider) } };
      },
    },
    {
      ...common,
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
      ...common,
      name: "arm.providers.list.onTenant",
      method: "GET",
      path: "/providers",
      handle: () => ({ status: 200, json: { value: resourceNamespaces.map(toTenantProvider) } }),
    },
    {
      ...common,
      name: "arm.providers.get.onTenant",
      method: "GET",
      path: "/providers/{namespace}",
      handle: (request) => ({ status: 200, json: toTenantProvider(provider(request)) }),
    },
    {
      ...common,
      name: "arm.providers.resourceTypes",
      method: "GET",
      path: `${subscription}/providers/{namespace}/resourceTypes`,
      handle: (request) => {
        check(request, "Microsoft.Resources/subscriptions/providers/read");
        return { status: 200, json: { value: toResourceTypes(provider(request)) } };
      },
    },
    ...resourceNamespaces.map((namespace): Operation => ({
      ...common,
      name: `arm.operations.list.${namespace}`,
      apiVersions: [...new Set(typesOf(namespace).flatMap(({ apiVersions }) => apiVersions))],
      method: "GET",
      path: `/providers/${namespace}/operations`,
      handle: () => ({ status: 200, json: { value: typesOf(namespace).flatMap((rules) => toActions(namespace, rules)) } }),
    })),
  ];
}

/** As people write regions: that is how providers list them. */
function toLocations({ location }: ResourceType, available: readonly AzureRegion[]): readonly string[] {
  const regions = available.map(({ displayName }) => displayName);
  if (location === "region") return regions;
  return location === "global" ? ["global"] : location === "region-or-global" ? ["global", ...regions] : [];
}

/** What can be done with a type, as RBAC names it. The services themselves name more. */
function toActions(namespace: string, { type, methods }: ResourceType): unknown[] {
  const verbs = { read: methods.includes("GET"), write: methods.includes("PUT"), delete: methods.includes("DELETE") };
  return Object.entries(verbs)
    .filter(([, isThere]) => isThere)
    .map(([verb]) => ({
      name: `${type}/${verb}`,
      display: {
        provider: namespace,
        resource: type.slice(namespace.length + 1),
        operation: `${verb} ${type}`,
        description: `${verb} ${type}`,
      },
    }));
}
