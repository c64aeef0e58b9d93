import type { AzurePermission } from "../../core/cloud-context.ts";

/** An Azure built-in role: what it allows on the control plane and on data. */
export interface AzureRoleDefinition extends AzurePermission {
  readonly roleDefinitionId: string;
  readonly roleName: string;
  readonly description: string;
}
