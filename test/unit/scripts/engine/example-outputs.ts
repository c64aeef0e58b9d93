import type { Outputs } from "../../../../infra/contract/outputs.ts";

const guid = "11111111-1111-4111-8111-111111111111";

/** Outputs that fit the contract, for programs that make less than the stack. */
export const exampleOutputs: Outputs = {
  schema: "dialtone/outputs/1",
  stack: "test",
  cloud: "rehearsal",
  tenantId: guid,
  subscriptionId: guid,
  resourceGroupName: "group",
  location: "swedencentral",
  app: { displayName: "app", clientId: guid, applicationObjectId: guid, principalObjectId: guid },
  permission: { value: "Calls.Initiate.All", appRoleId: "284383ee-7f6e-4e40-a2a8-e85dcb029101", resourceObjectId: guid },
  consent: { mode: "grant", adminConsentUrl: "https://localhost/adminconsent" },
  credential: { mode: "secret", generation: "g1", endsAt: null, secretUrl: "https://localhost/secrets/s" },
  vault: { name: "vault", url: "https://localhost/" },
  bot: { resourceId: "/subscriptions/s", name: "bot" },
  host: { fqdn: "callback.test", baseUrl: "https://callback.test", callbackUrl: "https://callback.test/api", image: "image" },
  notifications: { tableEndpoint: "https://localhost/account/", tableName: "notifications" },
  callees: [guid],
};
