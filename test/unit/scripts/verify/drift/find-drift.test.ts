// What is drift and what is not, from answers in Microsoft's shapes. That the clients get such answers is seen in the
// stories `drift` and `drift-none`; that Microsoft gives them is not proved.
import { describe, test, type TestContext } from "node:test";
import type { Outputs } from "../../../../../infra/contract/outputs.ts";
import type { CloudAnswer } from "../../../../../scripts/lib/cloud-http.ts";
import { TransportFailure } from "../../../../../scripts/lib/transport-failure.ts";
import type { DriftSubject } from "../../../../../scripts/verify/drift/drift-finding.ts";
import { findDrift } from "../../../../../scripts/verify/drift/find-drift.ts";
import { outputs, toAnswer } from "../verification-fixture.ts";

const owner = "99999999-9999-4999-8999-999999990001";
const operator = "99999999-9999-4999-8999-999999990002";
const stranger = "99999999-9999-4999-8999-99999999beef";
const group = `/subscriptions/${outputs.subscriptionId}/resourceGroups/${outputs.resourceGroupName}`;
const made: NonNullable<Outputs["made"]> = {
  owners: [owner],
  operators: [operator],
  generations: [
    { name: "g1", mode: "secret" },
    { name: "g2", mode: "certificate" },
    { name: "ci", mode: "federated" },
  ],
};

function assignment(roleId: string, principalId: string, description: string, scope = group): object {
  return {
    id: `${scope}/r`,
    properties: { roleDefinitionId: `/x/roleDefinitions/${roleId}`, principalId, principalType: "User", description, scope },
  };
}
const table = "76199698-9eea-4c19-bc75-cec21354c6b6";
const reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const secretsUser = "4633458b-17de-408a-b874-0445c86b69e6";
const ourRoles = [table, reader, secretsUser].map((roleId) => assignment(roleId, operator, "Dialtone operator: reads"));

/** A cloud as the stack made it. */
const answers: Readonly<Record<string, object>> = {
  appRoleAssignments: {
    value: [{ id: "a", appRoleId: outputs.permission.appRoleId, resourceId: outputs.permission.resourceObjectId }],
  },
  "?$select=appRoles": { appRoles: [{ id: "wide", value: "Calls.JoinGroupCall.All" }] },
  passwordCredentials: {
    passwordCredentials: [{ displayName: "g1", keyId: "k1" }],
    keyCredentials: [{ displayName: "CN=dialtone-g2", keyId: "k2" }],
  },
  federatedIdentityCredentials: { value: [{ name: "dialtone-ci", id: "f1" }] },
  owners: { value: [{ id: owner }] },
  "botServices/b?": { properties: { endpoint: outputs.host.callbackUrl } },
  MsTeamsChannel: { properties: { properties: { callingWebhook: outputs.host.callbackUrl } } },
  containerApps: {
    properties: {
      configuration: { ingress: { fqdn: outputs.host.fqdn, external: true, traffic: [{ latestRevision: true, weight: 100 }] } },
      template: { containers: [{ image: outputs.host.image }] },
    },
  },
  roleAssignments: { value: ourRoles },
};

async function drift(changes: Readonly<Record<string, object | number | Error>> = {}): Promise<string[]> {
  const all: Readonly<Record<string, object | number | Error>> = { ...answers, ...changes };
  const read = (path: string): Promise<CloudAnswer> => {
    const answer = Object.entries(all).find(([part]) => path.includes(part))?.[1];
    if (answer instanceof Error) return Promise.reject(answer);
    return Promise.resolve(typeof answer === "number" ? toAnswer(answer, { error: { code: "No" } }) : toAnswer(200, answer));
  };
  const subject = {
    outputs: { ...outputs, made },
    clients: { readDirectory: read, readAzure: read },
    cloud: { graphUrl: "https://graph.microsoft.com" },
  } as unknown as DriftSubject;
  return (await findDrift(subject, () => {})).map(({ of, kind, what }) => `${of} ${kind} ${what}`);
}

describe("findDrift", () => {
  test("finds nothing where everything is as the stack made it, whatever the mode of a generation", async (t: TestContext) => {
    t.assert.deepStrictEqual(await drift(), []);
  });

  test("names a grant that is missing and one that is not ours", async (t: TestContext) => {
    const wide = { id: "grant-9876", appRoleId: "wide", resourceId: "r", resourceDisplayName: "Microsoft Graph" };
    t.assert.deepStrictEqual(await drift({ appRoleAssignments: { value: [wide] } }), [
      "grant extra Calls.JoinGroupCall.All on Microsoft Graph, grant …9876",
      "grant missing Calls.Initiate.All on Microsoft Graph",
    ]);
  });

  test("names credentials that are missing, and those that only look like ours", async (t: TestContext) => {
    const keys = {
      passwordCredentials: [{ displayName: "g1x", keyId: "k-9999" }],
      keyCredentials: [{ displayName: "CN=evil-g2", keyId: "k-8888" }],
    };
    t.assert.deepStrictEqual(await drift({ passwordCredentials: keys }), [
      'credential extra secret "g1x", id …9999',
      'credential extra certificate "CN=evil-g2", id …8888',
      "credential missing secret of generation g1",
      "credential missing certificate of generation g2",
    ]);
  });

  test("a second secret of the same name is one too many", async (t: TestContext) => {
    const twice = {
      ...answers["passwordCredentials"],
      passwordCredentials: [
        { displayName: "g1", keyId: "k1" },
        { displayName: "g1", keyId: "k-7777" },
      ],
    };
    t.assert.deepStrictEqual(await drift({ passwordCredentials: twice }), ['credential extra secret "g1", id …7777']);
  });

  test("names an owner too many, by the last four; the first deployer as the only owner is none", async (t: TestContext) => {
    t.assert.deepStrictEqual(await drift({ owners: { value: [{ id: owner }, { id: stranger }] } }), [
      "owner extra …beef owns the application",
      "owner extra …beef owns the service principal",
    ]);
    t.assert.deepStrictEqual(await drift({ owners: { value: [{ id: stranger }] } }), []);
  });

  test("names a webhook elsewhere and a channel that is gone", async (t: TestContext) => {
    const elsewhere = { properties: { endpoint: "https://x.example/" } };
    t.assert.deepStrictEqual(await drift({ "botServices/b?": elsewhere, MsTeamsChannel: 404 }), [
      "webhook changed the bot's endpoint is https://x.example/",
      "webhook missing the Teams channel's calling webhook",
    ]);
  });

  test("names roles that are not ours and those that an operator lacks; inherited ones are nobody's drift", async (t: TestContext) => {
    const value = [
      ...ourRoles.slice(1),
      assignment(reader, stranger, ""),
      assignment(reader, stranger, "", `/subscriptions/${outputs.subscriptionId}`),
    ];
    t.assert.deepStrictEqual(await drift({ roleAssignments: { value } }), [
      `role assignment extra reader for User …beef on ${outputs.resourceGroupName}`,
      "role assignment missing operator …0002 may not read the notifications (storageTableDataReader)",
    ]);
  });

  test("what nobody could look at is said, and is no drift", async (t: TestContext) => {
    const changes = { appRoleAssignments: 403, containerApps: new TransportFailure("timeout", "ETIMEDOUT", "https://x") };
    t.assert.deepStrictEqual(await drift(changes), [
      "grant unknown could not be looked at: HTTP 403 No",
      "route unknown could not be looked at: timeout (ETIMEDOUT) at https://x",
    ]);
  });
});
