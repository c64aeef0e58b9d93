import { Refusal } from "../../core/operation.ts";
import type { Operation, PlaneRequest } from "../../core/operation.ts";
import { armRefusals } from "../arm/arm-refusals.ts";
import { requireAction, requireSubscription } from "../arm/resource-request.ts";
import type { ResourceServices } from "../arm/resource-services.ts";
import { appApiVersions } from "../arm/types/managed-environment.ts";
import type { AppPlatform, Revision } from "./app-platform.ts";

const app = "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.App/containerApps/{appName}";

/** Revisions of an app: the one that serves. Older ones are not kept; ASSUMED, as in mode Single with no inactive ones. */
export function createRevisionOperations(services: ResourceServices, platform: AppPlatform): readonly Operation[] {
  const common = {
    plane: "arm",
    method: "GET",
    apiVersions: appApiVersions,
    audience: "arm",
    source: "@azure/arm-appcontainers 4.0.0 api/containerAppsRevisions, read 2026-11-25",
  } as const;
  const find = (request: PlaneRequest): Revision | undefined => {
    requireSubscription(services, request.params["subscriptionId"] ?? "");
    const appId = request.path.replace(/\/revisions(\/[^/]*)?\/?$/i, "");
    requireAction(services, request, "Microsoft.App/containerApps/revisions/read", appId);
    if (services.resources.get(appId) === undefined) {
      throw armRefusals.resourceNotFound(
        "Microsoft.App/containerApps",
        request.params["appName"] ?? "",
        request.params["resourceGroupName"],
      );
    }
    return platform.revisionOf(appId);
  };
  return [
    {
      ...common,
      name: "arm.containerAppRevisions.list",
      path: `${app}/revisions`,
      handle: (request) => {
        const revision = find(request);
        return { status: 200, json: { value: revision === undefined ? [] : [toAnswer(request.path, revision)] } };
      },
    },
    {
      ...common,
      name: "arm.containerAppRevisions.get",
      path: `${app}/revisions/{revisionName}`,
      handle: (request) => {
        const revision = find(request);
        if (revision === undefined || revision.name !== request.params["revisionName"]) {
          throw new Refusal(404, "RevisionNotFound", `The revision '${request.params["revisionName"] ?? ""}' could not be found.`);
        }
        return { status: 200, json: toAnswer(request.path.replace(/\/[^/]*\/?$/, ""), revision) };
      },
    },
  ];
}

function toAnswer(collectionPath: string, { name, createdTime, template, replica, fqdn }: Revision): unknown {
  const isRunning = replica.ended === undefined;
  return {
    id: `${collectionPath}/${name}`,
    name,
    type: "Microsoft.App/containerApps/revisions",
    properties: {
      createdTime,
      fqdn,
      template,
      active: true,
      replicas: isRunning ? 1 : 0,
      trafficWeight: 100,
      healthState: isRunning ? "Healthy" : "Unhealthy",
      provisioningState: "Provisioned",
      runningState: isRunning ? "Running" : "Failed",
    },
  };
}
