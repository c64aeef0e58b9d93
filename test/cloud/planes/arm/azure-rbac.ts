import type { AzurePermission, AzureRbac, CloudClock, DirectoryReader } from "../../core/cloud-context.ts";
import { isAtOrBelow } from "./arm-id.ts";
import { azureDataActions } from "./azure-data-actions.ts";
import type { ResourceStore } from "./resource-store.ts";
import { roleDefinitionOf } from "./role-definitions.ts";

/** What Azure RBAC decides from: role assignments in the store, groups in the directory, and when each took effect. */
export interface AzureRbacSources {
  readonly resources: ResourceStore;
  readonly directory: Pick<DirectoryReader, "groupsOf">;
  readonly clock: Pick<CloudClock, "nowMs">;
}

/**
 * Decides as Azure RBAC does: an action is allowed when one visible role assignment at the scope or above, of the
 * principal or of a group that contains it, has it among its actions and not among its notActions. Data actions are
 * matched by dataActions only.
 * Source: https://learn.microsoft.com/azure/role-based-access-control/overview, read 2026-11-25.
 */
export function createAzureRbac(sources: AzureRbacSources): AzureRbac {
  const rolesAt: AzureRbac["rolesAt"] = (principalObjectId, scope) => {
    const principals = new Set([principalObjectId, ...sources.directory.groupsOf(principalObjectId)]);
    return sources.resources.list("Microsoft.Authorization/roleAssignments").flatMap((assignment) => {
      const { principalId, roleDefinitionId, scope: assignedScope } = assignment.properties;
      if (typeof principalId !== "string" || typeof roleDefinitionId !== "string" || typeof assignedScope !== "string") return [];
      if (!principals.has(principalId) || !isAtOrBelow(scope, assignedScope)) return [];
      if (sources.resources.effectiveAtMs(assignment.id) > sources.clock.nowMs()) return [];
      return roleDefinitionOf(sources.resources, roleDefinitionId) ?? [];
    });
  };
  return {
    rolesAt,
    allows: (principalObjectId, action, scope, plane) =>
      rolesAt(principalObjectId, scope).some((role) => isAllowedBy(role, action, plane !== "control" && isDataAction(action))),
  };
}

function isDataAction(action: string): boolean {
  return azureDataActions.some((known) => known.toLowerCase() === action.toLowerCase());
}

function isAllowedBy(role: AzurePermission, action: string, isData: boolean): boolean {
  const allowed = isData ? role.dataActions : role.actions;
  const denied = isData ? role.notDataActions : role.notActions;
  return allowed.some((pattern) => matches(pattern, action)) && !denied.some((pattern) => matches(pattern, action));
}

/** `*` stands for any characters, slashes included. */
function matches(pattern: string, action: string): boolean {
  const expression = pattern
    .split("*")
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join(".*");
  return new RegExp(`^${expression}$`, "i").test(action);
}
