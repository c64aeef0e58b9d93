import type { ArmResource } from "../../core/cloud-context.ts";
import { visible } from "./body-check.ts";
import type { ResourceKind } from "./resource-type.ts";

/** The resource as ARM answers it. */
export function answerOf(kind: ResourceKind, resource: ArmResource): unknown {
  return visible(kind.rules.body, toTold(kind, resource));
}

/** The resource with a provisioning state and system data only where the type's published model has them: not every provider tells them. */
export function toTold(kind: ResourceKind, resource: ArmResource): ArmResource {
  const { hasSystemData = true, body } = kind.rules;
  const { properties } = body.members;
  const { systemData, ...bare } = resource;
  const told: ArmResource = hasSystemData && systemData !== undefined ? resource : bare;
  if (properties?.kind !== "structure" || properties.members["provisioningState"] !== undefined) return told;
  const { provisioningState: _untold, ...rest } = resource.properties;
  return { ...told, properties: rest };
}

/** The resource in another provisioning state. */
export function withState(resource: ArmResource, provisioningState: string): ArmResource {
  return { ...resource, properties: { ...resource.properties, provisioningState } };
}
