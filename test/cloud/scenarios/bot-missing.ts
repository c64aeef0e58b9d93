import { places } from "./parts/places.ts";
import type { Scenario } from "./scenario.ts";

const operator = { objectId: "3f6b1c9d-52a7-4e08-9b4d-7c8e1f2a6d35", principalType: "User" } as const;

export default {
  name: "bot-missing",
  summary:
    "The Azure Bot was deleted by hand, and an operator who may read the whole group sees it: verify names it, and no call is asked for.",
  exitCode: 13,
  configuration: { operators: [operator] },
  cloud: { clockRate: 100 },
  acts: [
    {
      kind: "request",
      to: "arm",
      method: "PUT",
      isNew: true,
      path: "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Authorization/roleAssignments/5c1d7a4e-3f0b-4d52-8a6e-1b9c2d3e4f50?api-version=2022-04-01",
      body: {
        properties: {
          principalId: operator.objectId,
          principalType: operator.principalType,
          roleDefinitionId:
            "/subscriptions/{subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7",
        },
      },
      says: "the operator becomes Reader of the group",
    },
    { kind: "request", to: "arm", method: "DELETE", path: places.bot, says: "somebody deletes the Azure Bot" },
    { kind: "verify", exitCode: 13, code: "DT_BOT_MISSING", posts: 0, hungUp: null, says: ["there is no Azure Bot"] },
  ],
} satisfies Scenario;
