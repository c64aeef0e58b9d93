import type { ArmResource } from "../../core/cloud-context.ts";
import { Refusal } from "../../core/operation.ts";
import type { Claims, PlaneRequest } from "../../core/operation.ts";
import type { ArmId } from "./arm-id.ts";
import { parseArmId } from "./arm-id.ts";
import { armRefusals } from "./arm-refusals.ts";
import type { OperationError } from "./operation-failure.ts";
import type { ResourceServices } from "./resource-services.ts";
import type { ResourceKind } from "./resource-type.ts";

/** Caller of a request that passed the token check. */
export function callerOf(request: PlaneRequest): Claims {
  if (request.caller === undefined) throw new TypeError(`${request.operation.name} was routed without a caller`);
  return request.caller;
}

/** The failure that a fault rule gave to the operation of this request. */
export function injectedFailure({ injected }: PlaneRequest): OperationError | undefined {
  return injected?.kind === "operation-fails" ? { code: injected.code, message: injected.message } : undefined;
}

/** Refuses who may not do it, in ARM's words; comes before anything tells whether the resource exists. */
export function requireAction(services: ResourceServices, request: PlaneRequest, action: string, scope: string): void {
  const caller = callerOf(request);
  if (!services.context.azureRbac.allows(caller.oid, action, scope, "control")) throw armRefusals.unauthorized(caller, action, scope);
}

export function requireSubscription(services: ResourceServices, subscriptionId: string): void {
  if (subscriptionId.toLowerCase() !== services.context.subscriptionId.toLowerCase())
    throw armRefusals.subscriptionNotFound(subscriptionId);
}

/** The group, when it is there and not on its way out. */
export function requireGroup(services: ResourceServices, id: ArmId): ArmResource {
  const name = id.resourceGroupName ?? "";
  const group = services.resources.get(`/subscriptions/${id.subscriptionId}/resourceGroups/${name}`);
  if (group === undefined) throw armRefusals.groupNotFound(name);
  return group;
}

/** The id of the request: type names in Microsoft's casing, resource names in that of the first write. */
export function idOf(services: ResourceServices, request: PlaneRequest, kind?: ResourceKind): ArmId {
  const sent = parseArmId(request.path);
  if (sent === undefined) throw new Refusal(400, "InvalidResourceId", `The resource id '${request.path}' is invalid.`);
  requireSubscription(services, sent.subscriptionId);
  const known = services.resources.get(sent.id)?.id ?? (kind === undefined ? sent.id : toCanonicalId(services, sent, kind.rules.type));
  return parseArmId(known) ?? sent;
}

function toCanonicalId(services: ResourceServices, sent: ArmId, type: string): string {
  if (sent.type === "Microsoft.Resources/resourceGroups") return sent.id;
  const parentId = services.resources.get(sent.parentId)?.id ?? sent.parentId;
  const [namespace = "", ...types] = type.split("/");
  return `${parentId}${types.length === 1 ? `/providers/${namespace}` : ""}/${types.at(-1) ?? ""}/${sent.name}`;
}
