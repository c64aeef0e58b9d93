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
  const toProvider = (namespace: string): unknown => ({
    id: `/subscriptions/${context.subscriptionId}/providers/${namespace}`,
    namespace,
    registrationPolicy: registrations.isFree(namespace) ? "RegistrationFree" : "RegistrationRequired",
    registrationState: registrations.stateOf(namespace),
    resourceTypes: [...services.kinds.values()]
      .filter(({ rules }) => rules.type.toLowerCase().startsWith(`${namespace.toLowerCase()}/`))
      .map(({ rules }) => ({
        resourceType: rules.type.slice(namespace.length + 1),
        locations: toLocations(rules, regionsOf(context.origins.nation)),
        apiVersions: rules.apiVersions.toReversed(),
        capabilities: rules.scope === "extension" ? "SupportsExtension" : "None",
      })),
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
  ];
}

/** As people write regions: that is how providers list them. */
function toLocations({ location }: ResourceType, available: readonly AzureRegion[]): readonly string[] {
  const regions = available.map(({ displayName }) => displayName);
  if (location === "region") return regions;
  return location === "global" ? ["global"] : location === "region-or-global" ? ["global", ...regions] : [];
}
