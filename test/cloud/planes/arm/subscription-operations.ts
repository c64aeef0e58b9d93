import type { Operation, PlaneRequest } from "../../core/operation.ts";
import { regionsOf } from "./azure-regions.ts";
import { requireAction, requireSubscription } from "./resource-request.ts";
import type { ResourceServices } from "./resource-services.ts";

const subscription = "/subscriptions/{subscriptionId}";
const versions = ["2016-06-01", "2019-06-01", "2020-01-01", "2021-01-01", "2021-10-01", "2022-12-01"] as const;

/** The subscription itself, its regions and its tenant. */
export function createSubscriptionOperations(services: ResourceServices): readonly Operation[] {
  const { context } = services;
  const common = {
    plane: "arm",
    method: "GET",
    audience: "arm",
    apiVersions: versions,
    source: "@azure/arm-resources-subscriptions 3.0.0; https://learn.microsoft.com/rest/api/resources/subscriptions, read 2026-11-25",
  } as const;
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
    displayName: context.seed.subscription.displayName,
    state: context.seed.subscription.state,
    subscriptionPolicies: { locationPlacementId: "Public_2014-09-01", quotaId: "PayAsYouGo_2014-09-01", spendingLimit: "Off" },
  });
  return [
    {
      ...common,
      name: "arm.subscriptions.list",
      path: "/subscriptions",
      handle: (request) => {
        const scope = `/subscriptions/${context.subscriptionId}`;
        const reads = context.azureRbac.allows(request.caller?.oid ?? "", "Microsoft.Resources/subscriptions/read", scope);
        return { status: 200, json: { value: reads ? [answer()] : [], count: { type: "Total", value: reads ? 1 : 0 } } };
      },
    },
    {
      ...common,
      name: "arm.subscriptions.get",
      path: subscription,
      handle: (request) => {
        check(request, "Microsoft.Resources/subscriptions/read");
        return { status: 200, json: answer() };
      },
    },
    {
      ...common,
      name: "arm.locations.list",
      path: `${subscription}/locations`,
      handle: (request) => {
        check(request, "Microsoft.Resources/subscriptions/locations/read");
        const value = regionsOf(context.origins.nation).map(({ name, displayName, geographyGroup }) => ({
          id: `/subscriptions/${context.subscriptionId}/locations/${name}`,
          name,
          type: "Region",
          displayName,
          regionalDisplayName: `(${geographyGroup}) ${displayName}`,
          // Coordinates, paired regions and zones are left out: nothing here depends on them.
          metadata: { regionType: "Physical", regionCategory: "Recommended", geographyGroup },
        }));
        return { status: 200, json: { value } };
      },
    },
    {
      ...common,
      name: "arm.tenants.list",
      path: "/tenants",
      handle: () => ({
        status: 200,
        json: {
          value: [
            {
              id: `/tenants/${context.tenant.tenantId}`,
              tenantId: context.tenant.tenantId,
              tenantCategory: "Home",
              displayName: context.tenant.displayName,
              domains: [context.tenant.defaultDomain],
              defaultDomain: context.tenant.defaultDomain,
              tenantType: "AAD",
            },
          ],
        },
      }),
    },
  ];
}
