import type { ArmResource } from "../../core/cloud-context.ts";
import { visible } from "./body-check.ts";
import type { ResourceKind } from "./resource-type.ts";

/** The resource as ARM answers it. */
export function answerOf(kind: ResourceKind, resource: ArmResource): unknown {
  return visible(kind.rules.body, toTold(kind, resource));
}

/** The resource with a provisioning state only where the type's published model has one: not every provider tells it. */
export function toTold(kind: ResourceKind, resource: ArmResource): ArmResource {
  const { properties } = kind.rules.body.members;
  if (properties?.kind !== "structure" || properties.members["provisioningState"] !== undefined) return resource;
  const { provisioningState: _untold, ...told } = resource.properties;
  return { ...resource, properties: told };
}

/** The resource in another provisioning state. */
export function withState(resource: ArmResource, provisioningState: string): ArmResource {
  return { ...resource, properties: { ...resource.properties, provisioningState } };
}
