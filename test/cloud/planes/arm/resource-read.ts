import type { PlaneRequest, Reply } from "../../core/operation.ts";
import { isAtOrBelow, parseArmId, toArmKey } from "./arm-id.ts";
import { armRefusals } from "./arm-refusals.ts";
import { toListPage } from "./list-page.ts";
import { pollSoon } from "./long-running.ts";
import { answerOf } from "./resource-answer.ts";
import { idOf, requireAction, requireGroup, requireSubscription } from "./resource-request.ts";
import type { ResourceServices } from "./resource-services.ts";
import type { ResourceKind } from "./resource-type.ts";

/** `GET`: 200, 403, 404. */
export function readResource(services: ResourceServices, kind: ResourceKind, request: PlaneRequest, actionType = kind.rules.type): Reply {
  const id = idOf(services, request, kind);
  requireAction(services, request, `${actionType}/read`, id.id);
  const resource = services.resources.get(id.id);
  if (resource === undefined) {
    if (id.resourceGroupName !== undefined) requireGroup(services, id);
    throw armRefusals.resourceNotFound(kind.rules.type, id.name, id.resourceGroupName);
  }
  const running = kind.rules.write.style === "provisioning-state" && services.operations.isRunningOn(resource.id);
  return { status: 200, headers: running ? { ...pollSoon } : {}, json: answerOf(kind, resource) };
}

/** `HEAD`: 204 where it is, 404 where it is not, 403. */
export function hasResource(services: ResourceServices, kind: ResourceKind, request: PlaneRequest): Reply {
  const id = idOf(services, request, kind);
  requireAction(services, request, `${kind.rules.type}/read`, id.id);
  return { status: services.resources.get(id.id) === undefined ? 404 : 204 };
}

/** `GET` of a collection: what lies directly below the group, the parent, or the subscription. */
export function listResources(
  services: ResourceServices,
  kind: ResourceKind,
  request: PlaneRequest,
  parentId: string,
  listedType = kind.rules.type,
): Reply {
  requireSubscription(services, request.params["subscriptionId"] ?? services.context.subscriptionId);
  requireAction(services, request, `${kind.rules.type}/read`, parentId);
  const parent = parseArmId(parentId);
  if (parent?.resourceGroupName !== undefined) requireGroup(services, parent);
  const isExtension = kind.rules.scope === "extension";
  const isListed =
    kind.behaviour.isListed ??
    ((resource, scope): boolean =>
      isExtension ? toArmKey(parseArmId(resource.id)?.parentId ?? "") === toArmKey(scope) : isBelow(resource.id, scope));
  const found = services.resources.list(listedType).filter((resource) => isListed(resource, parentId, request.query.get("$filter")));
  return toListPage(
    request,
    found.map((resource) => answerOf(kind, resource)),
  );
}

function isBelow(resourceId: string, scope: string): boolean {
  return toArmKey(resourceId) !== toArmKey(scope) && isAtOrBelow(resourceId, scope);
}
