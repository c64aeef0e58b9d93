import type { RequestAct } from "../scenario.ts";

/** Built-in role Reader. Source: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles, read 2026-11-25. */
const reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

/** The shipped example's operator may look at everything in the subscription, from above the stack's group. */
export const operatorReadsSubscription: RequestAct = {
  kind: "request",
  to: "arm",
  method: "PUT",
  path: "/subscriptions/{subscriptionId}/providers/Microsoft.Authorization/roleAssignments/6f1c2b7e-3a5d-4e8f-9b0a-1c2d3e4f5a6b?api-version=2022-04-01",
  isNew: true,
  body: {
    properties: {
      roleDefinitionId: `/subscriptions/{subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${reader}`,
      principalId: "fc720212-cf68-4c53-9035-4f47a9358f5b",
      principalType: "User",
    },
  },
  says: "the operator becomes Reader of the subscription",
};
