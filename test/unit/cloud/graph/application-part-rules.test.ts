// Cannot prove: Microsoft's own sentences; the rules are those of the resource pages named where each is written, the texts
// mostly ASSUMED there.
import { after, before, test } from "node:test";
import { type DirectoryCloud, startDirectoryCloud } from "../directory-cloud.ts";

const id = "33333333-0000-4000-8000-000000000000";
let cloud: DirectoryCloud;
before(async () => {
  cloud = await startDirectoryCloud();
});
after(() => cloud.stop());

const role = { id, allowedMemberTypes: ["User"], displayName: "r", description: "r", isEnabled: true };
const allowed: readonly object[] = [
  { appRoles: [{ ...role, value: "Calls.Read-All_1:x" }] },
  { api: { oauth2PermissionScopes: [{ id, value: "scope", type: "Admin" }], requestedAccessTokenVersion: 1 } },
  { signInAudience: "PersonalMicrosoftAccount", api: { requestedAccessTokenVersion: 2 } },
  { groupMembershipClaims: "SecurityGroup,ApplicationGroup" },
  { web: { redirectUris: ["https://a.example/x", "http://localhost:8080/x", "urn:ietf:wg:oauth:2.0:oob", "ms-appx-web://broker/x"] } },
  { publicClient: { redirectUris: ["msalappid://auth", "http://127.0.0.1"] } },
  { identifierUris: ["api://part-rules", "urn:part:rules"] },
];
/** What is wrong, and what the refusal must speak of. */
const refused: readonly (readonly [body: object, told: RegExp])[] = [
  [{ appRoles: [{ ...role, allowedMemberTypes: [] }] }, /App role with identifier '33333333-.*' must have at least one value/],
  [{ appRoles: [{ id }] }, /must have at least one value specified for 'allowedMemberTypes'/],
  [{ appRoles: [{ ...role, allowedMemberTypes: ["Robot"] }] }, /'allowedMemberTypes' of resource 'AppRole'/],
  [{ appRoles: [{ ...role, value: "with space" }] }, /'value' of resource 'AppRole'/],
  [{ appRoles: [{ ...role, value: ".dot" }] }, /'value' of resource 'AppRole'/],
  [{ appRoles: [{ ...role, value: "x".repeat(121) }] }, /'value' of resource 'AppRole'/],
  [{ api: { oauth2PermissionScopes: [{ id, value: "s", type: "Robot" }] } }, /'type' of resource 'PermissionScope'/],
  [{ api: { requestedAccessTokenVersion: 3 } }, /'requestedAccessTokenVersion' of resource 'ApiApplication'/],
  [{ signInAudience: "AzureADandPersonalMicrosoftAccount" }, /'requestedAccessTokenVersion' of resource 'ApiApplication'/],
  [{ groupMembershipClaims: "SecurityGroup,Everyone" }, /'groupMembershipClaims' of resource 'Application'/],
  [{ web: { redirectUris: ["http://evil.example/x"] } }, /'redirectUris' of resource 'WebApplication'/],
  [{ spa: { redirectUris: ["/relative"] } }, /'redirectUris' of resource 'SpaApplication'/],
  [{ publicClient: { redirectUris: ["no uri"] } }, /'redirectUris' of resource 'PublicClientApplication'/],
  [{ web: { redirectUris: [`https://a.example/${"x".repeat(256)}`] } }, /'redirectUris' of resource 'WebApplication'/],
  [{ identifierUris: ["no uri"] }, /'identifierUris' of resource 'Application'/],
  [{ identifierUris: ["api://twice", "api://twice"] }, /identifierUris has duplicate values/],
  [{ requiredResourceAccess: [{ resourceAccess: [] }] }, /'resourceAppId' of resource 'RequiredResourceAccess'/],
  [{ requiredResourceAccess: [{ resourceAppId: id }] }, /'resourceAccess' of resource 'RequiredResourceAccess'/],
  [{ requiredResourceAccess: [{ resourceAppId: id, resourceAccess: [{ id }] }] }, /'resourceAccess' of resource/],
  [
    {
      requiredResourceAccess: [
        { resourceAppId: id, resourceAccess: [] },
        { resourceAppId: id.toUpperCase(), resourceAccess: [] },
      ],
    },
    /requiredResourceAccess has duplicate values/,
  ],
  [{ optionalClaims: { accessToken: [{ essential: true }] } }, /'name' of resource 'OptionalClaim'/],
];

for (const body of allowed) {
  test(`lets ${JSON.stringify(body).slice(0, 100)} through`, async (t) => {
    const { status, json } = await cloud.graph("POST", "/v1.0/applications", { displayName: "parts", ...body });
    t.assert.equal(status, 201, JSON.stringify(json["error"]));
  });
}

for (const [body, told] of refused) {
  test(`refuses ${JSON.stringify(body).slice(0, 100)} at creation and in an update`, async (t) => {
    const { json: application } = await cloud.graph("POST", "/v1.0/applications", { displayName: "parts" });
    const created = await cloud.graph("POST", "/v1.0/applications", { displayName: "parts", ...body });
    const updated = await cloud.graph("PATCH", `/v1.0/applications/${application["id"]}`, body);
    t.assert.deepEqual([created.status, updated.status], [400, 400]);
    t.assert.match(created.json["error"].message, told);
    t.assert.match(updated.json["error"].message, told);
  });
}

test("an optional claim is shown whole", async (t) => {
  const body = { displayName: "claims", optionalClaims: { idToken: [{ name: "email" }] } };
  t.assert.deepEqual((await cloud.graph("POST", "/v1.0/applications", body)).json["optionalClaims"], {
    idToken: [{ name: "email", source: null, essential: false, additionalProperties: [] }],
    accessToken: [],
    saml2Token: [],
  });
});

test("a service principal signs on in one of four modes", async (t) => {
  const { json: application } = await cloud.graph("POST", "/v1.0/applications", { displayName: "modes" });
  const { json: principal } = await cloud.graph("POST", "/v1.0/servicePrincipals", { appId: application["appId"] });
  const sign = async (preferredSingleSignOnMode: unknown): Promise<number> =>
    (await cloud.graph("PATCH", `/v1.0/servicePrincipals/${principal["id"]}`, { preferredSingleSignOnMode })).status;
  t.assert.deepEqual(
    await Promise.all(["saml", "oidc", "password", "notSupported", null, "other"].map(sign)),
    [204, 204, 204, 204, 204, 400],
  );
});

test("a part that was sent by half is shown whole", async (t) => {
  const { json } = await cloud.graph("POST", "/v1.0/applications", {
    displayName: "halves",
    addIns: [{ type: "FileHandler" }],
    servicePrincipalLockConfiguration: { isEnabled: true },
    requestSignatureVerification: { isSignedRequestRequired: true },
    api: { preAuthorizedApplications: [{ appId: id }], oauth2PermissionScopes: [{ id }] },
    appRoles: [role],
  });
  t.assert.deepEqual(
    [json["addIns"], json["servicePrincipalLockConfiguration"], json["requestSignatureVerification"], json["appRoles"]],
    [
      [{ id: null, properties: [], type: "FileHandler" }],
      {
        allProperties: null,
        credentialsWithUsageSign: null,
        credentialsWithUsageVerify: null,
        isEnabled: true,
        tokenEncryptionKeyId: null,
      },
      { allowedWeakAlgorithms: null, isSignedRequestRequired: true },
      [{ ...role, value: null, origin: "Application" }],
    ],
  );
  t.assert.deepEqual(json["api"].preAuthorizedApplications, [{ appId: id, delegatedPermissionIds: [] }]);
  t.assert.deepEqual(json["api"].oauth2PermissionScopes, [
    {
      adminConsentDescription: null,
      adminConsentDisplayName: null,
      id,
      isEnabled: true,
      type: "User",
      userConsentDescription: null,
      userConsentDisplayName: null,
      value: null,
    },
  ]);
});

test("a service principal's parts are shown whole, too, made or changed", async (t) => {
  const { json: application } = await cloud.graph("POST", "/v1.0/applications", { displayName: "principal halves" });
  const created = await cloud.graph("POST", "/v1.0/servicePrincipals", {
    appId: application["appId"],
    samlSingleSignOnSettings: {},
    addIns: [{ type: "x" }],
  });
  const path = `/v1.0/servicePrincipals/${created.json["id"]}`;
  await cloud.graph("PATCH", path, { info: { marketingUrl: "https://a.example" } });
  const { json } = await cloud.graph("GET", `${path}?$select=samlSingleSignOnSettings,addIns,info`);
  t.assert.deepEqual(created.json["samlSingleSignOnSettings"], { relayState: null });
  t.assert.deepEqual(
    [json["samlSingleSignOnSettings"], json["addIns"], json["info"]],
    [
      { relayState: null },
      [{ id: null, properties: [], type: "x" }],
      { logoUrl: null, marketingUrl: "https://a.example", privacyStatementUrl: null, supportUrl: null, termsOfServiceUrl: null },
    ],
  );
});

test("a service principal takes its roles from its application, and none by itself", async (t) => {
  const { json: application } = await cloud.graph("POST", "/v1.0/applications", { displayName: "shared", appRoles: [role] });
  const { json: principal } = await cloud.graph("POST", "/v1.0/servicePrincipals", { appId: application["appId"] });
  const change = (appRoles: readonly unknown[]): ReturnType<DirectoryCloud["graph"]> =>
    cloud.graph("PATCH", `/v1.0/servicePrincipals/${principal["id"]}`, { appRoles });
  const [same, other] = [await change(principal["appRoles"]), await change([])];
  t.assert.deepEqual([same.status, other.status], [204, 400]);
  t.assert.match(other.json["error"].message, /^Property appRoles on the service principal does not match the application object$/);
});

test("objects are read by ids and by their types, and by nothing else", async (t) => {
  const { json } = await cloud.graph("POST", "/v1.0/applications", { displayName: "by id" });
  const ask = async (body: object): Promise<unknown> => {
    const answer = await cloud.graph("POST", "/v1.0/directoryObjects/getByIds", body);
    return answer.status === 200 ? answer.json["value"].length : answer.status;
  };
  const ids = [json["id"]];
  t.assert.deepEqual(
    [
      await ask({ ids }),
      await ask({ ids, types: ["application"] }),
      await ask({ ids, types: ["user"] }),
      await ask({ ids: ["no id"] }),
      await ask({ ids, colour: "red" }),
    ],
    [1, 1, 0, 400, 400],
  );
});
