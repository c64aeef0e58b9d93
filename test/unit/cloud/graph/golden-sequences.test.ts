// Cannot prove: that the real provider binary is content; these are its recorded requests (../shared/facts/cloud-wire.md 1.6), replayed.
import { after, before, test } from "node:test";
import { generateKeyPairSync } from "node:crypto";
import { createKeyCertificate } from "../../../cloud/planes/calling-keys/key-certificate.ts";
import { type DirectoryCloud, startDirectoryCloud } from "../directory-cloud.ts";
import { judgeAnswers } from "./judge-answers.ts";

let cloud: DirectoryCloud;
before(async () => {
  cloud = await startDirectoryCloud();
});
after(() => cloud.stop());

/** Headers that the provider sends on every call. */
const headers = {
  "content-type": "application/json; charset=utf-8",
  accept: "application/json; charset=utf-8; IEEE754Compatible=false",
  "odata-version": "4.0",
  "odata-maxversion": "4.0",
};
type Answers = Awaited<ReturnType<DirectoryCloud["graph"]>>;
const ask = (method: string, path: string, body?: unknown): Promise<Answers> => cloud.graph(method, path, body, { headers });
/** Sends requests in order and tells their statuses. */
async function statuses(requests: readonly (readonly [method: string, path: string, body?: unknown])[]): Promise<number[]> {
  const seen: number[] = [];
  for (const [method, path, body] of requests) seen.push((await ask(method, path, body)).status);
  return seen;
}
const me = (): string => cloud.seed.deployer.objectId;
const newApplication = async (displayName: string): Promise<Record<string, string>> =>
  (await ask("POST", "/v1.0/applications", { displayName })).json as Record<string, string>;

test("an application is created, read, updated and deleted", async (t) => {
  const created = await ask("POST", "/v1.0/applications", {
    "@odata.type": "#microsoft.graph.application",
    api: {
      "@odata.type": "#microsoft.graph.apiApplication",
      knownClientApplications: [],
      oauth2PermissionScopes: [],
      requestedAccessTokenVersion: null,
    },
    appRoles: [],
    description: null,
    displayName: "dialtone",
    groupMembershipClaims: null,
    identifierUris: [],
    info: { marketingUrl: null, privacyStatementUrl: null, supportUrl: null, termsOfServiceUrl: null },
    isDeviceOnlyAuthSupported: false,
    isFallbackPublicClient: false,
    notes: null,
    optionalClaims: null,
    publicClient: { redirectUris: [] },
    requiredResourceAccess: [
      {
        resourceAccess: [{ id: "284383ee-7f6e-4e40-a2a8-e85dcb029101", type: "Role" }],
        resourceAppId: "00000003-0000-0000-c000-000000000000",
      },
    ],
    serviceManagementReference: null,
    signInAudience: "AzureADMyOrg",
    spa: { redirectUris: [] },
    tags: [],
    web: {
      homePageUrl: null,
      implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
      logoutUrl: null,
      redirectUris: [],
    },
    "owners@odata.bind": [`${cloud.origins.graph}/v1.0/directoryObjects/${me()}`],
  });
  const path = `/v1.0/applications/${created.json["id"]}`;
  const update = {
    displayName: "dialtone",
    api: { knownClientApplications: [] },
    tags: ["a"],
    requiredResourceAccess: created.json["requiredResourceAccess"],
  };
  t.assert.deepEqual(
    [
      created.status,
      await statuses([
        ["GET", "/v1.0/applications?%24filter=displayName+eq+%27dialtone%27"],
        ["PATCH", path, { displayName: "TERRAFORM_UPDATE_1" }],
        ["PATCH", path, { displayName: "dialtone" }],
        ["GET", path],
        ["GET", `/beta/applications/${created.json["id"]}?%24select=oauth2RequirePostResponse`],
        ["GET", `${path}/owners`],
        ["PATCH", path, update],
        ["DELETE", `${path}/owners/${me()}/$ref`],
        ["POST", `${path}/owners/$ref`, { "@odata.id": `${cloud.origins.graph}/v1.0/directoryObjects/${me()}` }],
        ["DELETE", path],
        ["GET", path],
      ]),
    ],
    [201, [200, 204, 204, 200, 200, 200, 204, 204, 204, 204, 404]],
  );
});

test("an API access is read, changed as a whole list and read again", async (t) => {
  const { id } = await newApplication("api-access");
  const path = `/v1.0/applications/${id}`;
  const requiredResourceAccess = [
    {
      resourceAppId: "00000003-0000-0000-c000-000000000000",
      resourceAccess: [{ id: "284383ee-7f6e-4e40-a2a8-e85dcb029101", type: "Role" }],
    },
  ];
  t.assert.deepEqual(
    await statuses([
      ["GET", path],
      ["PATCH", path, { id, requiredResourceAccess }],
    ]),
    [200, 204],
  );
  t.assert.deepEqual((await ask("GET", path)).json["requiredResourceAccess"], requiredResourceAccess);
});

test("a service principal is looked for, created, read and deleted", async (t) => {
  const application = await newApplication("principal");
  const lookUp = `/v1.0/servicePrincipals?%24filter=appId+eq+%27${application["appId"]}%27`;
  const none = await ask("GET", lookUp);
  const created = await ask("POST", "/v1.0/servicePrincipals", {
    "@odata.type": "#microsoft.graph.servicePrincipal",
    accountEnabled: true,
    alternativeNames: [],
    appId: application["appId"],
    appRoleAssignmentRequired: false,
    description: "TERRAFORM_UPDATE_1",
    loginUrl: null,
    notes: null,
    notificationEmailAddresses: [],
    preferredSingleSignOnMode: null,
    samlSingleSignOnSettings: { relayState: null },
    tags: [],
    "owners@odata.bind": [`${cloud.origins.graph}/v1.0/directoryObjects/${me()}`],
  });
  const path = `/v1.0/servicePrincipals/${created.json["id"]}`;
  t.assert.deepEqual(
    [
      none.json["value"],
      created.status,
      (await ask("GET", lookUp)).json["value"].length,
      await statuses([
        ["PATCH", path, { description: "" }],
        ["GET", path],
        ["GET", `/beta/servicePrincipals/${created.json["id"]}?%24select=samlMetadataUrl`],
        ["GET", `${path}/owners`],
        ["DELETE", `${path}/owners/${me()}/$ref`],
        ["DELETE", path],
        ["GET", path],
      ]),
    ],
    [[], 201, 1, [204, 200, 200, 200, 204, 204, 404]],
  );
});

test("an app role is granted on Microsoft Graph, read by its id and taken back", async (t) => {
  const application = await newApplication("grant");
  const principal = (await ask("POST", "/v1.0/servicePrincipals", { appId: application["appId"] })).json;
  const graphObjectId = cloud.directory.graph().objectId;
  const path = `/v1.0/servicePrincipals/${graphObjectId}/appRoleAssignedTo`;
  const read = await ask("GET", `/v1.0/servicePrincipals/${graphObjectId}`);
  const created = await ask("POST", path, {
    appRoleId: "284383ee-7f6e-4e40-a2a8-e85dcb029101",
    principalId: principal["id"],
    resourceId: graphObjectId,
  });
  const again = `${path}/${created.json["id"]}`;
  t.assert.deepEqual(
    [
      read.status,
      created.status,
      await statuses([
        ["GET", again],
        ["DELETE", again],
        ["GET", again],
      ]),
    ],
    [200, 201, [200, 204, 404]],
  );
});

test("a password is added, shown once with its text, and removed", async (t) => {
  const { id } = await newApplication("password");
  const path = `/v1.0/applications/${id}`;
  const added = await ask("POST", `${path}/addPassword`, {
    passwordCredential: { displayName: "g1", endDateTime: "2099-01-01T00:00:00Z" },
  });
  const [listed] = (await ask("GET", path)).json["passwordCredentials"];
  t.assert.deepEqual(
    [added.status, added.json["secretText"].length, listed],
    [
      200,
      40,
      {
        customKeyIdentifier: null,
        displayName: "g1",
        endDateTime: "2099-01-01T00:00:00Z",
        hint: added.json["secretText"].slice(0, 3),
        keyId: added.json["keyId"],
        secretText: null,
        startDateTime: added.json["startDateTime"],
      },
    ],
  );
  t.assert.deepEqual(
    [
      await statuses([["POST", `${path}/removePassword`, { keyId: added.json["keyId"] }]]),
      (await ask("GET", path)).json["passwordCredentials"],
    ],
    [[204], []],
  );
});

test("a federated credential is created, read, changed and deleted", async (t) => {
  const { id } = await newApplication("federated");
  const path = `/v1.0/applications/${id}/federatedIdentityCredentials`;
  const body = {
    audiences: ["api://AzureADTokenExchange"],
    description: "",
    issuer: "https://token.actions.githubusercontent.com",
    name: "github",
    subject: "repo:a/b",
  };
  const created = await ask("POST", path, body);
  const one = `${path}/${created.json["id"]}`;
  t.assert.deepEqual(
    [
      created.status,
      await statuses([
        ["GET", one],
        ["PATCH", one, { ...body, description: "changed" }],
        ["GET", one],
        ["DELETE", one],
        ["GET", one],
      ]),
    ],
    [201, [200, 204, 200, 204, 404]],
  );
});

test("a certificate is added beside the others and removed again", async (t) => {
  const { id } = await newApplication("certificate");
  const path = `/v1.0/applications/${id}`;
  const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = (await createKeyCertificate(keys, 1, Date.now() - 1000, Date.now() + 86_400_000)).toString("base64");
  const credential = { keyId: "99999999-9999-4999-8999-999999999999", key, type: "AsymmetricX509Cert", usage: "Verify", displayName: "c" };
  const second = { ...credential, keyId: "88888888-8888-4888-8888-888888888888" };
  await ask("PATCH", path, { id, keyCredentials: [credential] });
  const existing = (await ask("GET", path)).json["keyCredentials"];
  await ask("PATCH", path, { id, keyCredentials: [...existing, second] });
  const both = (await ask("GET", path)).json["keyCredentials"].map((one: { keyId: string; key: null }) => [one.keyId, one.key]);
  await ask("PATCH", path, { id, keyCredentials: existing });
  const left = (await ask("GET", `${path}?$select=id,keyCredentials`)).json["keyCredentials"].map((one: { keyId: string; key: string }) => [
    one.keyId,
    one.key,
  ]);
  t.assert.deepEqual(
    [both, left],
    [
      [
        [credential.keyId, null],
        [second.keyId, null],
      ],
      [[credential.keyId, key]],
    ],
  );
});

test("nothing of these sequences was unforeseen", (t) => {
  t.assert.deepEqual(
    cloud.transcript.exchanges().filter((exchange) => exchange.operation === undefined),
    [],
  );
});

test("every answer of v1.0 is one that Microsoft's published types allow", (t) => {
  t.assert.deepEqual(judgeAnswers(cloud.transcript.exchanges()), []);
});
