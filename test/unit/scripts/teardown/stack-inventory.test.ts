// What a state holds that has to go. Cannot prove that the state names everything in the cloud: `npm run recover` does that.
import { test, type TestContext } from "node:test";
import { toInventory } from "../../../../scripts/teardown/stack-inventory.ts";
import { mergeItems } from "../../../../scripts/teardown/teardown-record.ts";

const group = "/subscriptions/s/resourceGroups/g";
const urn = (name: string): string => `urn:pulumi:dev::dialtone::x::${name}`;
const resources = [
  { urn: urn("provider"), type: "pulumi:providers:azuread", custom: true, id: "p" },
  { urn: urn("component"), type: "dialtone:index:CallingApp", custom: false },
  {
    urn: urn("calling-app"),
    type: "azuread:index/application:Application",
    custom: true,
    protect: true,
    id: "/applications/app",
    outputs: { objectId: "app", displayName: "Dialtone dev" },
  },
  {
    urn: urn("calling-app-principal"),
    type: "azuread:index/servicePrincipal:ServicePrincipal",
    custom: true,
    id: "/servicePrincipals/sp",
    outputs: { objectId: "sp", displayName: "Dialtone dev" },
  },
  {
    urn: urn("calling-app-consent"),
    type: "azuread:index/appRoleAssignment:AppRoleAssignment",
    custom: true,
    id: "/servicePrincipals/graph/appRoleAssignedTo/grant",
  },
  { urn: urn("calling-app-g1"), type: "azuread:index/applicationPassword:ApplicationPassword", custom: true, id: "app/password/k" },
  {
    urn: urn("bot-reader-fc720212-cf68-4c53-9035-4f47a9358f5b"),
    type: "azure-native:authorization:RoleAssignment",
    custom: true,
    id: `${group}/providers/Microsoft.Authorization/roleAssignments/r`,
  },
  { urn: urn("alert"), type: "azure-native:monitor:ScheduledQueryRule", custom: true, id: `${group}/providers/Microsoft.Insights/x/alert` },
];

test("a state's inventory names what must be gone, and shows no operator's whole object id", (t: TestContext) => {
  const inventory = toInventory({ resources });
  t.assert.deepStrictEqual(
    inventory.items.map(({ kind, name, cloudId, apiVersion }) => [kind, name, cloudId, apiVersion]),
    [
      ["application", "Dialtone dev", "app", undefined],
      ["service principal", "Dialtone dev", "sp", undefined],
      ["grant", "Calls.Initiate.All on Microsoft Graph", "grant", undefined],
      ["role assignment", "bot-reader-…8f5b", `${group}/providers/Microsoft.Authorization/roleAssignments/r`, "2022-04-01"],
      ["scheduledqueryrule", "alert", `${group}/providers/Microsoft.Insights/x/alert`, undefined],
    ],
  );
  t.assert.deepStrictEqual(
    { protected: inventory.protected, principal: inventory.principalObjectId, count: inventory.resourceCount },
    { protected: ["calling-app"], principal: "sp", count: 8 },
  );
});

test("an interrupted run's things and the state's are each named once", (t: TestContext) => {
  const { items } = toInventory({ resources });
  t.assert.deepStrictEqual(mergeItems(items.slice(0, 3), items.slice(2)), items);
});

test("what the program only reads is somebody else's, and no part of a teardown", (t: TestContext) => {
  const microsofts = {
    urn: urn("microsoft-graph"),
    type: "azuread:index/servicePrincipal:ServicePrincipal",
    custom: true,
    external: true,
    id: "/servicePrincipals/graph",
    outputs: { objectId: "graph", displayName: "Microsoft Graph" },
  };
  t.assert.deepStrictEqual(toInventory({ resources: [microsofts, ...resources] }), toInventory({ resources }));
});
