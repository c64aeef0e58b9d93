/** One of the permissions that Azure lists for a sign-in: what one of its roles allows, and under which condition. */
export interface AzurePermission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly condition: string | undefined;
}

export function toAzurePermission(entity: Readonly<Record<string, unknown>>): AzurePermission {
  const texts = (name: string): readonly string[] => (Array.isArray(entity[name]) ? entity[name].map(String) : []);
  const condition = entity["condition"];
  return {
    actions: texts("actions"),
    notActions: texts("notActions"),
    condition: typeof condition === "string" && condition !== "" ? condition : undefined,
  };
}

/**
 * Permissions that allow an action; roles add up, and what one leaves out another may give.
 * Source: https://learn.microsoft.com/azure/role-based-access-control/role-definitions (effective permissions), read 2026-11-25.
 */
export function findAllowing(permissions: readonly AzurePermission[], action: string): readonly AzurePermission[] {
  return permissions.filter(
    ({ actions, notActions }) =>
      actions.some((pattern) => matches(pattern, action)) && !notActions.some((pattern) => matches(pattern, action)),
  );
}

/** `*` stands for any characters, slashes included; letters are compared without case. */
function matches(pattern: string, action: string): boolean {
  const expression = pattern
    .split("*")
    .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join(".*");
  return new RegExp(`^${expression}$`, "i").test(action);
}
