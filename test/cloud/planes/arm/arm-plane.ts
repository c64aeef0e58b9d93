import type { CloudContext } from "../../core/cloud-context.ts";
import type { Operation, Plane } from "../../core/operation.ts";
import { parseArmId } from "./arm-id.ts";
import { mergeDeep } from "./merge.ts";
import { createOperationOperations } from "./operation-operations.ts";
import type { ResourceServices } from "./resource-services.ts";
import { createResourceGroupOperations, resourceGroupKind } from "./resource-groups.ts";
import { toResourceOperations } from "./resource-operations.ts";
import { createProviderOperations } from "./provider-operations.ts";
import { createRoleDefinitionOperations } from "./role-definition-operations.ts";
import { guardWrites } from "./subscription-gate.ts";
import { createSubscriptionOperations } from "./subscription-operations.ts";
import { createSystemIdentityOperation } from "./system-identity-operations.ts";
import { createTagsOperations } from "./tags-operations.ts";
import { createUsageOperations } from "./usage-operations.ts";

/** Azure Resource Manager: every type's operations from its table, and what is not a resource. */
export function createArmPlane(services: ResourceServices, more: readonly Operation[]): Plane {
  const kinds = [...services.kinds.values()].filter((kind) => kind !== resourceGroupKind);
  return {
    name: "arm",
    operations: guardWrites(
      services.context.seed.subscription,
      [
        ...createSubscriptionOperations(services),
        ...createProviderOperations(services),
        ...createRoleDefinitionOperations(services),
        ...createResourceGroupOperations(services, resourceGroupKind),
        ...kinds.flatMap((kind) => toResourceOperations(services, kind)),
        ...createOperationOperations(services),
        createSystemIdentityOperation(services),
        ...createTagsOperations(services),
        ...createUsageOperations(services),
        ...more,
      ],
      services.context.origins.login,
    ),
    start: () => {
      loadSeed(services);
      return Promise.resolve();
    },
  };
}

/** Puts in place what existed before the first request. */
export function loadSeed({ context, resources }: ResourceServices): void {
  for (const resource of context.seed.armResources) {
    const id = parseArmId(resource.id);
    const seeded = { name: id?.name ?? "", properties: {}, ...resource };
    resources.put(mergeDeep({ properties: { provisioningState: "Succeeded" } }, seeded) as typeof seeded);
  }
  for (const assignment of context.seed.roleAssignments) resources.put(toRoleAssignment(context, assignment));
}

function toRoleAssignment(
  context: CloudContext,
  seeded: CloudContext["seed"]["roleAssignments"][number],
): Parameters<ResourceServices["resources"]["put"]>[0] {
  const name = context.ids.guid(`role-assignment:${seeded.scope}:${seeded.roleDefinitionId}:${seeded.principalObjectId}`);
  return {
    id: `${seeded.scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
    name,
    type: "Microsoft.Authorization/roleAssignments",
    properties: {
      roleDefinitionId: `/subscriptions/${context.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${seeded.roleDefinitionId}`,
      principalId: seeded.principalObjectId,
      principalType: seeded.principalType,
      scope: seeded.scope,
      provisioningState: "Succeeded",
    },
  };
}
