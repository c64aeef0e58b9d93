import { RoleAssignment } from "@pulumi/azure-native/authorization/roleAssignment.js";
import * as pulumi from "@pulumi/pulumi";
import { type AzureRoleName, azureRoleDefinitionIds } from "../contract/microsoft-ids.ts";
import type { RetryHooks } from "./retry-hooks.ts";
import { toRoleAssignmentName } from "../contract/role-assignment-name.ts";
import type { Operator } from "./settings.ts";

export interface RoleAssignmentArgs {
  /** What the role is for: the resource itself, never its group or subscription. */
  readonly scope: pulumi.Input<string>;
  readonly role: AzureRoleName;
  readonly principalObjectId: pulumi.Input<string>;
  /** Said always: the provider's default is `User`, and saying it spares Azure a look-up that fails during replication. */
  readonly principalType: "User" | "Group" | "ServicePrincipal";
  readonly subscriptionId: string;
  readonly description: string;
  readonly retry: RetryHooks;
}

/** Gives one principal one role on one resource, under a name that is a function of the three. */
export function createRoleAssignment(name: string, args: RoleAssignmentArgs, parent: pulumi.Resource): RoleAssignment {
  const roleGuid = azureRoleDefinitionIds[args.role];
  return new RoleAssignment(
    name,
    {
      scope: args.scope,
      roleDefinitionId: `/subscriptions/${args.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${roleGuid}`,
      principalId: args.principalObjectId,
      principalType: args.principalType,
      description: args.description,
      roleAssignmentName: pulumi
        .all([args.scope, args.principalObjectId])
        .apply(([scope, principal]) => toRoleAssignmentName(scope, roleGuid, principal)),
    },
    // The name is taken until the old assignment is gone: delete first, or Azure answers RoleAssignmentExists.
    { parent, deleteBeforeReplace: true, ...args.retry["role-assignment"] },
  );
}

/** Gives every operator one role on one resource; named by object id, so that the order in the configuration is free. */
export function createOperatorRoleAssignments(
  name: string,
  operators: readonly Operator[],
  args: Omit<RoleAssignmentArgs, "principalObjectId" | "principalType">,
  parent: pulumi.Resource,
): RoleAssignment[] {
  return operators.map(({ objectId, principalType }) =>
    createRoleAssignment(`${name}-${objectId}`, { ...args, principalObjectId: objectId, principalType }, parent),
  );
}
