// What is drift and what is not, from answers in Microsoft's shapes. That the clients get such answers is seen in the
// stories `drift` and `drift-none`; that Microsoft gives them is not proved.
import { describe, test, type TestContext } from "node:test";
import type { Outputs } from "../../../../../infra/contract/outputs.ts";
import type { CloudAnswer } from "../../../../../scripts/lib/cloud-http.ts";
import { TransportFailure } from "../../../../../scripts/lib/transport-failure.ts";
import type { DriftSubject } from "../../../../../scripts/verify/drift/drift-finding.ts";
import { findDrift } from "../../../../../scripts/verify/drift/find-drift.ts";
import { credentials, outputs, toAnswer } from "../verification-fixture.ts";

const owner = "99999999-9999-4999-8999-999999990001";
const operator = "99999999-9999-4999-8999-999999990002";
const stranger = "99999999-9999-4999-8999-99999999beef";
const group = `/subscriptions/${outputs.subscriptionId}/resourceGroups/${outputs.resourceGroupName}`;
const keys = {
  g1: "99999999-9999-4999-8999-9999999900a1",
  g2: "99999999-9999-4999-8999-9999999900a2",
  ci: "99999999-9999-4999-8999-9999999900a3",
};
const trust = { issuer: "https://issuer.test", subject: "repo:org/repo", audience: "api://AzureADTokenExchange" };
const { certificate } = credentials.certificate;
const made: NonNullable<Outputs["made"]> = {
  owners: [owner],
  operators: [operator],
  generations: [
    { name: "g1", mode: "secret", keyId: keys.g1 },
    { name: "g2", mode: "certificate", keyId: keys.g2 },
    { name: "ci", mode: "federated", keyId: keys.ci },
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
const cryptoUser = "12338af0-0e69-4776-bea7-57ae8d297424";
const tableWriter = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3";
const ourRoles = [
  ...[table, reader, secretsUser, cryptoUser].map((roleId) => assignment(roleId, operator, "Dialtone operator: reads")),
  assignment(tableWriter, "99999999-9999-4999-8999-999999990003", "Dialtone callback host: writes notifications"),
];

const application = {
  signInAudience: "AzureADMyOrg",
  isFallbackPublicClient: null,
  web: { redirectUris: [], implicitGrantSettings: { enableIdTokenIssuance: false, enableAccessTokenIssuance: false } },
  requiredResourceAccess: [
    { resourceAppId: "00000003-0000-0000-c000-000000000000", resourceAccess: [{ id: outputs.permission.appRoleId, type: "Role" }] },
  ],
};
const bot = {
  endpoint: outputs.host.callbackUrl,
  msaAppId: outputs.app.clientId,
  msaAppTenantId: outputs.tenantId,
  msaAppType: "SingleTenant",
  disableLocalAuth: true,
};

/** A cloud as the stack made it. */
const answers: Readonly<Record<string, object>> = {
  appRoleAssignments: {
    value: [{ id: "a", appRoleId: outputs.permission.appRoleId, resourceId: outputs.permission.resourceObjectId }],
  },
  "?$select=appRoles": { appRoles: [{ id: "wide", value: "Calls.JoinGroupCall.All" }] },
  oauth2PermissionGrants: { value: [] },
  transitiveMemberOf: { value: [{ "@odata.type": "#microsoft.graph.group", displayName: "callers" }] },
  [`applications/${outputs.app.applicationObjectId}?$select=passwordCredentials`]: {
    passwordCredentials: [{ displayName: "g1", keyId: keys.g1 }],
    keyCredentials: [{ displayName: "CN=dialtone-g2", keyId: keys.g2 }],
  },
  [`servicePrincipals/${outputs.app.principalObjectId}?$select=passwordCredentials`]: { passwordCredentials: [], keyCredentials: [] },
  "?$select=signInAudience": application,
  federatedIdentityCredentials: { value: [{ name: "dialtone-ci", id: keys.ci, ...trust, audiences: [trust.audience] }] },
  owners: { value: [{ id: owner }] },
  "botServices/b?": { properties: bot },
  MsTeamsChannel: { properties: { properties: { callingWebhook: outputs.host.callbackUrl, enableCalling: true, isEnabled: true } } },
  containerApps: {
    properties: {
      configuration: { ingress: { fqdn: outputs.host.fqdn, external: true, traffic: [{ latestRevision: true, weight: 100 }] } },
      template: { containers: [{ image: outputs.host.image }] },
    },
  },
  roleAssignments: { value: ourRoles },
};

async function drift(changes: Readonly<Record<string, object | number | Error>> = {}, have = made): Promise<string[]> {
  // A change comes before what it changes.
  const all: Readonly<Record<string, object | number | Error>> = { ...changes, ...answers, ...changes };
  const read = (path: string): Promise<CloudAnswer> => {
    const answer = Object.entries(all).find(([part]) => path.includes(part))?.[1];
    if (answer instanceof Error) return Promise.reject(answer);
    return Promise.resolve(typeof answer === "number" ? toAnswer(answer, { error: { code: "No" } }) : toAnswer(200, answer));
  };
  const subject = {
    outputs: { ...outputs, made: have, credential: { ...outputs.credential, certificate, federated: [trust] } },
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
    const others = {
      passwordCredentials: [{ displayName: "g1", keyId: "k-9999" }],
      keyCredentials: [{ displayName: "CN=dialtone-g2", keyId: "k-8888" }],
    };
    t.assert.deepStrictEqual(await drift({ "?$select=passwordCredentials": others }), [
      'credential extra secret "g1", id …9999',
      'credential extra certificate "CN=dialtone-g2", id …8888',
      'credential extra secret "g1" on the service principal, id …9999',
      'credential extra certificate "CN=dialtone-g2" on the service principal, id …8888',
      "credential missing secret of generation g1",
      "credential missing certificate of generation g2",
    ]);
  });

  test("names a trust into which somebody wrote another subject, and one that is not ours", async (t: TestContext) => {
    const value = [
      { name: "dialtone-ci", id: keys.ci, ...trust, subject: "repo:evil/repo", audiences: [trust.audience] },
      { name: "other", id: "t-7777", ...trust, audiences: [trust.audience] },
    ];
    t.assert.deepStrictEqual(await drift({ federatedIdentityCredentials: { value } }), [
      'credential changed trusted issuer "dialtone-ci" is issuer https://issuer.test, subject repo:evil/repo, audience api://AzureADTokenExchange, and was issuer https://issuer.test, subject repo:org/repo, audience api://AzureADTokenExchange',
      'credential extra trusted issuer "other", id …7777',
    ]);
  });

  test("knows a generation of older outputs by its name; a second one of that name is one too many", async (t: TestContext) => {
    const generations = made.generations.map(({ name, mode }) => ({ name, mode }));
    const twice = { passwordCredentials: [keys.g1, "k-7777"].map((keyId) => ({ displayName: "g1", keyId })) };
    const found = await drift(
      { [`applications/${outputs.app.applicationObjectId}?$select=passwordCredentials`]: twice },
      { ...made, generations },
    );
    t.assert.deepStrictEqual(found, ['credential extra secret "g1", id …7777', "credential missing certificate of generation g2"]);
  });

  test("names delegated grants and Entra roles, which an app that only calls has none of", async (t: TestContext) => {
    const found = await drift({
      oauth2PermissionGrants: { value: [{ id: "grant-4321", scope: " Mail.Read User.Read", consentType: "AllPrincipals" }] },
      transitiveMemberOf: { value: [{ "@odata.type": "#microsoft.graph.directoryRole", displayName: "Application Administrator" }] },
    });
    t.assert.deepStrictEqual(found, [
      "grant extra delegated Mail.Read User.Read for everybody, grant …4321",
      "grant extra Entra role Application Administrator",
    ]);
  });

  test("names settings by which others get in, and a wider permission that the next consent would grant", async (t: TestContext) => {
    const open = {
      signInAudience: "AzureADMultipleOrgs",
      isFallbackPublicClient: true,
      web: { redirectUris: [], implicitGrantSettings: { enableAccessTokenIssuance: true } },
      spa: { redirectUris: ["https://evil.example/"] },
      requiredResourceAccess: [
        { resourceAppId: "00000003-0000-0000-c000-000000000000", resourceAccess: [{ id: "wide-1234", type: "Role" }] },
      ],
    };
    t.assert.deepStrictEqual(await drift({ "?$select=signInAudience": open }), [
      "application changed who may sign in (signInAudience) is AzureADMultipleOrgs, and was AzureADMyOrg",
      "application changed a client without proof (isFallbackPublicClient) is true, and was false",
      "application changed access tokens by the implicit flow is true, and was false",
      "application extra redirect URI https://evil.example/ (spa)",
      "application extra app role …1234 of Microsoft Graph is asked for: the next consent would grant it",
      "application missing Calls.Initiate.All is not asked for: a consent would not grant it",
    ]);
  });

  test("looks behind the first page", async (t: TestContext) => {
    const first = { value: [{ id: owner }], "@odata.nextLink": "https://graph.microsoft.com/v1.0/next-owners?$skiptoken=x" };
    const found = await drift({ "/owners?$select=id": first, "/next-owners": { value: [{ id: stranger }] } });
    t.assert.deepStrictEqual(found, ["owner extra …beef owns the application", "owner extra …beef owns the service principal"]);
  });

  test("names an owner too many, by the last four; the first deployer as the only owner is none", async (t: TestContext) => {
    t.assert.deepStrictEqual(await drift({ owners: { value: [{ id: owner }, { id: stranger }] } }), [
      "owner extra …beef owns the application",
      "owner extra …beef owns the service principal",
    ]);
    t.assert.deepStrictEqual(await drift({ owners: { value: [{ id: stranger }] } }), []);
  });

  test("names a webhook elsewhere and a channel that is gone", async (t: TestContext) => {
    const elsewhere = { properties: { ...bot, endpoint: "https://x.example/", disableLocalAuth: false } };
    t.assert.deepStrictEqual(await drift({ "botServices/b?": elsewhere, MsTeamsChannel: 404 }), [
      "webhook changed the bot's endpoint is https://x.example/",
      "webhook changed the bot's refusal of keys (disableLocalAuth) is false",
      "webhook missing the Teams channel",
    ]);
    const off = { properties: { properties: { callingWebhook: outputs.host.callbackUrl, enableCalling: false, isEnabled: true } } };
    t.assert.deepStrictEqual(await drift({ MsTeamsChannel: off }), [
      "webhook changed the Teams channel's calling (enableCalling) is false",
    ]);
  });

  test("names roles that are not ours and those that an operator lacks; inherited ones are nobody's drift", async (t: TestContext) => {
    const value = [
      ...ourRoles.slice(1),
      assignment(reader, stranger, ""),
      assignment(reader, stranger, "", `/subscriptions/${outputs.subscriptionId}`),
      assignment(reader, stranger, "", `${group}-2`),
      assignment(table, stranger, "Dialtone operator: reads"),
      assignment("b24988ac-6180-42a0-ab88-20f7382dd24c", operator, "Dialtone operator: reads"),
    ];
    t.assert.deepStrictEqual(await drift({ roleAssignments: { value } }), [
      `role assignment extra reader for User …beef on ${outputs.resourceGroupName}`,
      `role assignment extra storageTableDataReader for User …beef on ${outputs.resourceGroupName}`,
      `role assignment extra role …d24c for User …0002 on ${outputs.resourceGroupName}`,
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
