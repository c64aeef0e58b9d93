import type { Operation } from "../../core/operation.ts";
import { armRefusals } from "./arm-refusals.ts";
import { toListPage } from "./list-page.ts";
import { toResourceFilter } from "./resource-filter.ts";
import { answerOf } from "./resource-answer.ts";
import { deleteResource } from "./resource-delete.ts";
import { listResources, readResource } from "./resource-read.ts";
import { requireAction, requireSubscription } from "./resource-request.ts";
import { writeResource } from "./resource-write.ts";
import type { ResourceServices } from "./resource-services.ts";
import type { ResourceKind } from "./resource-type.ts";
import { resourceGroupType } from "./types/resource-group.ts";

/** RBAC name of the type: not the one that answers carry. */
const actionType = "Microsoft.Resources/subscriptions/resourceGroups";

/** Resource groups have no rules beyond their table. */
export const resourceGroupKind: ResourceKind = { rules: resourceGroupType, behaviour: {} };

/** Resource groups and the lists of what is in them. A group is deleted with everything in it. */
export function createResourceGroupOperations(services: ResourceServices, kind: ResourceKind): readonly Operation[] {
  const common = { plane: "arm", apiVersions: resourceGroupType.apiVersions, audience: "arm", source: resourceGroupType.source } as const;
  const one = "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}";
  return [
    {
      ...common,
      name: "arm.resourceGroups.get",
      method: "GET",
      path: one,
      handle: (request) => readResource(services, kind, request, actionType),
    },
    {
      ...common,
      name: "arm.resourceGroups.head",
      method: "HEAD",
      path: one,
      handle: (request) => {
        requireSubscription(services, request.params["subscriptionId"] ?? "");
        requireAction(services, request, `${actionType}/read`, request.path);
        return { status: services.resources.get(request.path) === undefined ? 404 : 204 };
      },
    },
    {
      ...common,
      name: "arm.resourceGroups.put",
      method: "PUT",
      path: one,
      handle: (request) => writeResource(services, kind, request, actionType),
    },
    {
      ...common,
      name: "arm.resourceGroups.patch",
      method: "PATCH",
      path: one,
      handle: (request) => writeResource(services, kind, request, actionType),
    },
    {
      ...common,
      name: "arm.resourceGroups.delete",
      method: "DELETE",
      path: one,
      handle: (request) => {
        requireSubscription(services, request.params["subscriptionId"] ?? "");
        requireAction(services, request, `${actionType}/delete`, request.path);
        if (services.resources.get(request.path) === undefined) throw armRefusals.groupNotFound(request.params["resourceGroupName"] ?? "");
        return deleteResource(services, kind, request, actionType);
      },
    },
    {
      ...common,
      name: "arm.resourceGroups.list",
      method: "GET",
      path: "/subscriptions/{subscriptionId}/resourceGroups",
      handle: (request) => {
        const matches = toResourceFilter(request.query.get("$filter"));
        const asAction: ResourceKind = { rules: { ...kind.rules, type: actionType }, behaviour: { isListed: matches } };
        return listResources(
          services,
          asAction,
          request,
          `/subscriptions/${request.params["subscriptionId"] ?? ""}`,
          resourceGroupType.type,
        );
      },
    },
    {
      ...common,
      name: "arm.resources.listInGroup",
      method: "GET",
      path: `${one}/resources`,
      handle: (request) => {
        requireSubscription(services, request.params["subscriptionId"] ?? "");
        const groupId = request.path.replace(/\/resources\/?$/i, "");
        requireAction(services, request, `${actionType}/resources/read`, groupId);
        if (services.resources.get(groupId) === undefined) throw armRefusals.groupNotFound(request.params["resourceGroupName"] ?? "");
        return toListPage(request, listTracked(services, groupId, request.query));
      },
    },
    {
      ...common,
      name: "arm.resources.list",
      method: "GET",
      path: "/subscriptions/{subscriptionId}/resources",
      handle: (request) => {
        requireSubscription(services, request.params["subscriptionId"] ?? "");
        const scope = `/subscriptions/${request.params["subscriptionId"] ?? ""}`;
        requireAction(services, request, "Microsoft.Resources/subscriptions/resources/read", scope);
        return toListPage(request, listTracked(services, scope, request.query));
      },
    },
  ];
}

/** Top-level resources below a scope, without their properties, narrowed by `$filter`; `$expand` adds times and states. */
function listTracked(services: ResourceServices, scope: string, query: URLSearchParams): readonly unknown[] {
  const matches = toResourceFilter(query.get("$filter"));
  const expanded = new Set((query.get("$expand") ?? "").split(","));
  return services.resources.below(scope).flatMap((resource) => {
    const kind = services.kinds.get(resource.type.toLowerCase());
    if (kind === undefined || kind.rules.location === "none" || resource.type === resourceGroupType.type || !matches(resource)) return [];
    const {
      properties: _properties,
      systemData: _systemData,
      etag: _etag,
      zones: _zones,
      ...listed
    } = answerOf(kind, resource) as Record<string, unknown>;
    const { createdAt, lastModifiedAt } = (resource["systemData"] ?? {}) as { createdAt?: string; lastModifiedAt?: string };
    const more = { createdTime: createdAt, changedTime: lastModifiedAt, provisioningState: resource.properties["provisioningState"] };
    return [
      { ...listed, ...Object.fromEntries(Object.entries(more).filter(([name, value]) => expanded.has(name) && value !== undefined)) },
    ];
  });
}
