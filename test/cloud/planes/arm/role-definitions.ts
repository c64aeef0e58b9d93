import type { ArmResource } from "../../core/cloud-context.ts";
import type { AzureRoleDefinition } from "./azure-role-definition.ts";
import { azureRoleDefinitions } from "./azure-role-definitions.ts";
import type { ResourceStore } from "./resource-store.ts";

export const roleDefinitionResourceType = "Microsoft.Authorization/roleDefinitions";

/** A role of the subscription's own: `properties` is what Azure RBAC reads and what is answered. */
export interface CustomRole extends AzureRoleDefinition {
  readonly resource: ArmResource;
}

/** The roles that somebody made, which are kept like any resource. */
export function customRoles(resources: Pick<ResourceStore, "list">): readonly CustomRole[] {
  return resources.list(roleDefinitionResourceType).map((resource) => {
    const { roleName, description, permissions } = resource.properties as {
      roleName: string;
      description: string;
      permissions: readonly Partial<Record<"actions" | "notActions" | "dataActions" | "notDataActions", readonly string[]>>[];
    };
    const [{ actions = [], notActions = [], dataActions = [], notDataActions = [] } = {}] = permissions;
    return {
      roleDefinitionId: resource.name.toLowerCase(),
      roleName,
      description,
      actions,
      notActions,
      dataActions,
      notDataActions,
      resource,
    };
  });
}

/** The role behind a role definition id, in any of its forms. */
export function roleDefinitionOf(resources: Pick<ResourceStore, "list">, roleDefinitionId: string): AzureRoleDefinition | undefined {
  const guid = roleDefinitionId.split("/").at(-1)?.toLowerCase();
  return [...azureRoleDefinitions, ...customRoles(resources)].find((role) => role.roleDefinitionId === guid);
}
