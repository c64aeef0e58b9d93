import { operatorReadsSubscription } from "./parts/operator-reads.ts";
import type { RequestAct, Scenario } from "./scenario.ts";

const application = "/v1.0/applications/{app.applicationObjectId}";
const group = "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}";
const bot = "{bot.resourceId}/channels/MsTeamsChannel?api-version=2023-09-15-preview";
/** Calls.InitiateGroupCall.All. Source: https://learn.microsoft.com/graph/permissions-reference, read 2026-11-25. */
const groupCallsRoleId = "4c277553-8a09-487b-8023-29ee378d8324";
/** Built-in role Contributor. Source: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles, read 2026-11-25. */
const contributor = "b24988ac-6180-42a0-ab88-20f7382dd24c";

function byHand(act: Omit<RequestAct, "kind">): RequestAct {
  return { kind: "request", ...act };
}

export default {
  name: "drift",
  summary:
    "Grants, secrets, a redirect, an owner, a webhook, a route and a role that nobody configured: verify --drift names each, and what removes it.",
  exitCode: 11,
  cloud: { clockRate: 60 },
  acts: [
    operatorReadsSubscription,
    byHand({
      to: "graph",
      method: "POST",
      path: "/v1.0/servicePrincipals/{app.principalObjectId}/appRoleAssignments",
      body: { principalId: "{app.principalObjectId}", resourceId: "{permission.resourceObjectId}", appRoleId: groupCallsRoleId },
      says: "somebody grants Calls.InitiateGroupCall.All",
    }),
    byHand({
      to: "graph",
      method: "POST",
      path: `${application}/addPassword`,
      body: { passwordCredential: { displayName: "for a test" } },
      says: "somebody adds a secret",
    }),
    byHand({
      to: "graph",
      method: "POST",
      path: "/v1.0/servicePrincipals/{app.principalObjectId}/addPassword",
      body: { passwordCredential: { displayName: "g1" } },
      says: "somebody adds a secret to the service principal, under our name",
    }),
    byHand({
      to: "graph",
      method: "PATCH",
      path: application,
      body: { isFallbackPublicClient: true, web: { redirectUris: ["https://somebody-else.example/signed-in"] } },
      says: "somebody lets people sign in to the application",
    }),
    byHand({
      to: "graph",
      method: "POST",
      path: `${application}/owners/$ref`,
      body: { "@odata.id": "https://graph.microsoft.com/v1.0/directoryObjects/{callees.0}" },
      says: "somebody becomes an owner",
    }),
    byHand({
      to: "arm",
      method: "PUT",
      path: bot,
      body: { properties: { properties: { callingWebhook: "https://somebody-else.example/api/calls/callback" } } },
      says: "somebody points the channel elsewhere",
    }),
    byHand({
      to: "arm",
      method: "PUT",
      path: `${group}/providers/Microsoft.App/containerApps/callback?api-version=2025-02-02-preview`,
      body: { properties: { configuration: { ingress: { allowInsecure: true } } } },
      says: "somebody lets plain HTTP in",
    }),
    byHand({
      to: "arm",
      method: "PUT",
      path: `${group}/providers/Microsoft.Authorization/roleAssignments/7a2d3c8f-4b6e-4f90-8c1b-2d3e4f5a6b7c?api-version=2022-04-01`,
      isNew: true,
      body: {
        properties: {
          roleDefinitionId: `/subscriptions/{subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${contributor}`,
          principalId: "{callees.0}",
          principalType: "User",
        },
      },
      says: "somebody becomes Contributor of the group",
    }),
    {
      kind: "verify",
      exitCode: 11,
      code: "DT_CONSENT_WIDER",
      flags: ["--no-call", "--drift"],
      posts: 0,
      hungUp: null,
      says: [
        "≠ grant            not ours: Calls.InitiateGroupCall.All on Microsoft Graph, grant …",
        '≠ credential       not ours: secret "for a test", id …',
        "az ad app credential delete --id",
        '≠ credential       not ours: secret "g1" on the service principal, id …',
        "az ad sp credential delete --id",
        "≠ application      changed: a client without proof (isFallbackPublicClient) is true, and was false",
        "≠ application      not ours: redirect URI https://somebody-else.example/signed-in (web)",
        "≠ owner            not ours: …3ab9 owns the application",
        "≠ webhook          changed: the Teams channel's calling webhook is https://somebody-else.example/api/calls/callback",
        "≠ route            changed: plain HTTP is true, and was false",
        "≠ role assignment  not ours: role …d24c for User …3ab9 on",
      ],
    },
  ],
} satisfies Scenario;
