import { Refusal } from "../../core/operation.ts";
import type { Operation, PlaneRequest } from "../../core/operation.ts";
import { armRefusals } from "./arm-refusals.ts";
import { type AzureRegion, regionsOf, toRegionName } from "./azure-regions.ts";
import { idOf, requireAction, requireSubscription } from "./resource-request.ts";
import type { ResourceServices } from "./resource-services.ts";
import { appApiVersions, managedEnvironmentType } from "./types/managed-environment.ts";
import { storageAccountType, storageApiVersions } from "./types/storage-account.ts";

/** Storage accounts that a subscription may have in a region. Source: https://learn.microsoft.com/azure/storage/common/scalability-targets-standard-account, read 2026-11-25. */
const storageAccountLimit = 250;
/** Cores of one environment's consumption profile. Source: https://learn.microsoft.com/azure/container-apps/quotas, read 2026-11-25. */
const consumptionCoreLimit = 100;

/** How much of its quotas the subscription uses, and which kinds of storage accounts there are. */
export function createUsageOperations(services: ResourceServices): readonly Operation[] {
  const { context, resources } = services;
  const common = { plane: "arm", method: "GET", audience: "arm" } as const;
  const inLocation = "/subscriptions/{subscriptionId}/providers";
  const regionOf = (request: PlaneRequest, action: string): string => {
    requireSubscription(services, request.params["subscriptionId"] ?? "");
    requireAction(services, request, action, `/subscriptions/${context.subscriptionId}`);
    const location = request.params["location"] ?? "";
    if (!regionsOf(context.origins.nation).some(({ name }) => name === toRegionName(location))) {
      throw new Refusal(400, "LocationNotAvailableForResourceType", `The provided location '${location}' is not available.`);
    }
    return toRegionName(location);
  };
  const countIn = (type: string, location: string): number =>
    resources.list(type).filter((resource) => toRegionName(resource.location ?? "") === location).length;
  return [
    {
      ...common,
      name: "arm.app.usages.list",
      path: `${inLocation}/Microsoft.App/locations/{location}/usages`,
      apiVersions: appApiVersions,
      source: "@azure/arm-appcontainers 4.0.0 api/usages; https://learn.microsoft.com/azure/container-apps/quotas, read 2026-11-25",
      handle: (request) => {
        const used = countIn(managedEnvironmentType.type, regionOf(request, "Microsoft.App/locations/usages/read"));
        const limit = context.seed.subscription.managedEnvironmentLimit;
        return { status: 200, json: { value: [toUsage("ManagedEnvironmentCount", "Managed Environment Count", used, limit)] } };
      },
    },
    {
      ...common,
      name: "arm.managedEnvironments.usages",
      path: "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.App/managedEnvironments/{name}/usages",
      apiVersions: appApiVersions,
      source:
        "@azure/arm-appcontainers 4.0.0 api/managedEnvironmentUsages; https://learn.microsoft.com/azure/container-apps/quotas, read 2026-11-25",
      handle: (request) => {
        const id = request.path.replace(/\/usages\/?$/i, "");
        const { name, resourceGroupName } = idOf(services, { ...request, path: id });
        requireAction(services, request, "Microsoft.App/managedEnvironments/usages/read", id);
        if (resources.get(id) === undefined) throw armRefusals.resourceNotFound(managedEnvironmentType.type, name, resourceGroupName);
        const cores = resources
          .list("Microsoft.App/containerApps")
          .filter(({ properties }) => [properties["environmentId"], properties["managedEnvironmentId"]].some((of) => sameId(of, id)))
          .reduce((sum, { properties }) => sum + coresOf(properties["template"]), 0);
        const value = [toUsage("ManagedEnvironmentConsumptionCores", "Managed Environment Consumption Cores", cores, consumptionCoreLimit)];
        return { status: 200, json: { value } };
      },
    },
    {
      ...common,
      name: "arm.storage.usages.list",
      path: `${inLocation}/Microsoft.Storage/locations/{location}/usages`,
      apiVersions: storageApiVersions,
      source: "@azure/arm-storage 21.0.0 api/usages, read 2026-11-25",
      handle: (request) => {
        const used = countIn(storageAccountType.type, regionOf(request, "Microsoft.Storage/locations/usages/read"));
        return { status: 200, json: { value: [toUsage("StorageAccounts", "Storage Accounts", used, storageAccountLimit)] } };
      },
    },
    {
      ...common,
      name: "arm.storage.skus.list",
      path: `${inLocation}/Microsoft.Storage/skus`,
      apiVersions: storageApiVersions,
      source:
        "@azure/arm-storage 21.0.0 api/skus; ASSUMED: the general-purpose kinds in every region, without restrictions, read 2026-11-25",
      handle: (request) => {
        requireSubscription(services, request.params["subscriptionId"] ?? "");
        requireAction(services, request, "Microsoft.Storage/skus/read", `/subscriptions/${context.subscriptionId}`);
        return { status: 200, json: { value: toStorageSkus(regionsOf(context.origins.nation)) } };
      },
    },
  ];
}

function toUsage(value: string, localizedValue: string, currentValue: number, limit: number): unknown {
  return { unit: "Count", currentValue, limit, name: { value, localizedValue } };
}

function sameId(of: unknown, id: string): boolean {
  return typeof of === "string" && of.toLowerCase() === id.toLowerCase();
}

/** Cores that the app's containers ask for, at one replica. */
function coresOf(template: unknown): number {
  const { containers = [] } = (template ?? {}) as { containers?: readonly { resources?: { cpu?: number } }[] };
  return containers.reduce((sum, { resources }) => sum + (resources?.cpu ?? 0), 0);
}

function toStorageSkus(regions: readonly AzureRegion[]): readonly unknown[] {
  const replications = ["Standard_LRS", "Standard_GRS", "Standard_RAGRS", "Standard_ZRS", "Standard_GZRS", "Standard_RAGZRS"];
  const combinations = [
    ...replications.map((name) => ["StorageV2", name, "Standard"] as const),
    ...replications.slice(0, 3).map((name) => ["Storage", name, "Standard"] as const),
    ...replications.slice(0, 3).map((name) => ["BlobStorage", name, "Standard"] as const),
    ["StorageV2", "Premium_LRS", "Premium"] as const,
  ];
  return regions.flatMap(({ name: location }) =>
    combinations.map(([kind, name, tier]) => ({
      resourceType: "storageAccounts",
      name,
      tier,
      kind,
      locations: [location],
      capabilities: [{ name: "supportsnetworkacls", value: "true" }],
      restrictions: [],
    })),
  );
}
