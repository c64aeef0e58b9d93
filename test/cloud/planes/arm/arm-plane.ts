import type { Operation, Plane } from "../../core/operation.ts";
import { createOperationOperations } from "./operation-operations.ts";
import type { ResourceServices } from "./resource-services.ts";
import { createResourceGroupOperations, resourceGroupKind } from "./resource-groups.ts";
import { toResourceOperations } from "./resource-operations.ts";
import { createProviderOperations } from "./provider-operations.ts";
import { createRoleDefinitionOperations } from "./role-definition-operations.ts";
import { loadSeed } from "./load-seed.ts";
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
    start: () => loadSeed(services),
  };
}
