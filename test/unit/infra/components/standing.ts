// What components need from around them, as the stack gives it: the real clouds' values, explicit ids, no hooks.
import { loadCloud } from "../../../../infra/contract/cloud.ts";
import type { Operator } from "../../../../infra/lib/settings.ts";
import { ids } from "./recorded-run.ts";

export const publicCloud = loadCloud("public", {});
const operators: readonly Operator[] = [
  { objectId: ids.operator, principalType: "User" },
  { objectId: ids.group, principalType: "Group" },
];
/** Group, ids and operators, the same for every component. */
export const inGroup = {
  resourceGroupName: "dialtone0badc0de",
  tenantId: ids.tenant,
  subscriptionId: ids.subscription,
  operators,
  retry: { "role-assignment": {}, "service-principal": {} },
};

/** Id of a built-in role in the test's subscription. */
export function roleDefinitionId(roleGuid: string): string {
  return `/subscriptions/${ids.subscription}/providers/Microsoft.Authorization/roleDefinitions/${roleGuid}`;
}
