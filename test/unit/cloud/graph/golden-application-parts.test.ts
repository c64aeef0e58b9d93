// Cannot prove: that the real provider's binary is content. These are the requests of its small resources as their source
// makes them (hashicorp/terraform-provider-azuread, internal/services/{applications,serviceprincipals,policies}, read
// 2026-11-25), replayed: read, write, read again (which is all that an import does), change, delete.
import { createHash, generateKeyPairSync, X509Certificate } from "node:crypto";
import { after, before, test } from "node:test";
import { createKeyCertificate } from "../../../cloud/planes/calling-keys/key-certificate.ts";
import { calleeObjectId, type DirectoryCloud, startDirectoryCloud } from "../directory-cloud.ts";
import { judgeAnswers } from "./judge-answers.ts";

const writerId = "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb";
let cloud: DirectoryCloud;
before(async () => {
  cloud = await startDirectoryCloud({
    seed: {
      users: [{ objectId: calleeObjectId }],
      applications: [
        {
          clientId: "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa",
          principalObjectId: writerId,
          displayName: "terraform",
          graphRoles: [
            "Application.ReadWrite.All",
            "AppRoleAssignment.ReadWrite.All",
            "DelegatedPermissionGrant.ReadWrite.All",
            "Directory.Read.All",
            "Policy.Read.All",
            "Policy.ReadWrite.ApplicationConfiguration",
          ],
        },
      ],
    },
  });
});
after(() => cloud.stop());

const headers = {
  "content-type": "application/json; charset=utf-8",
  accept: "application/json; charset=utf-8; IEEE754Compatible=false",
  "odata-version": "4.0",
  "odata-maxversion": "4.0",
};
type Answer = Awaited<ReturnType<DirectoryCloud["graph"]>>;
const ask = (method: string, path: string, body?: unknown): Promise<Answer> => cloud.graph(method, path, body, { headers, as: writerId });
/** A PATCH as go-azure-sdk writes one: the type beside what changes. */
const patch = (path: string, body: object, type = "application"): Promise<number> =>
  ask("PATCH", path, { "@odata.type": `#microsoft.graph.${type}`, ...body }).then(({ status }) => status);
const newApplication = async (displayName: string): Promise<string> =>
  `/v1.0/applications/${(await ask("POST", "/v1.0/applications", { displayName })).json["id"]}`;
async function newPrincipal(displayName: string): Promise<string> {
  const { appId } = (await ask("POST", "/v1.0/applications", { displayName })).json;
  return `/v1.0/servicePrincipals/${(await ask("POST", "/v1.0/servicePrincipals", { appId })).json["id"]}`;
}
async function newCertificate(): Promise<X509Certificate> {
  const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return new X509Certificate(await createKeyCertificate(keys, 1, Date.now() - 1000, Date.now() + 86_400_000));
}

test("application_app_role: added beside the others, disabled before it is changed or removed", async (t) => {
  const path = await newApplication("app role");
  const role = (id: string, value: string): object => ({
    allowedMemberTypes: ["Application"],
    description: "d",
    displayName: "n",
    id: `${id.repeat(8)}-0000-4000-8000-000000000000`,
    isEnabled: true,
    value,
  });
  const first = await patch(path, { appRoles: [role("1", "one")] });
  const existing = (await ask("GET", path)).json["appRoles"] as Record<string, unknown>[];
  const second = await patch(path, { appRoles: [...existing, role("2", "two")] });
  const both = (await ask("GET", path)).json["appRoles"] as Record<string, unknown>[];
  const disabled = await patch(path, { appRoles: both.map((one) => ({ ...one, isEnabled: one["value"] !== "one" })) });
  const changed = await patch(path, { appRoles: both.map((one) => (one["value"] === "one" ? role("1", "other") : one)) });
  const again = (await ask("GET", path)).json["appRoles"] as Record<string, unknown>[];
  const off = await patch(path, { appRoles: again.map((one) => ({ ...one, isEnabled: one["value"] !== "other" })) });
  const removed = await patch(path, { appRoles: again.filter((one) => one["value"] !== "other") });
  t.assert.deepEqual(
    [
      first,
      second,
      disabled,
      changed,
      off,
      removed,
      ((await ask("GET", path)).json["appRoles"] as { value: string }[]).map(({ value }) => value),
    ],
    [204, 204, 204, 204, 204, 204, ["two"]],
  );
});

test("application_permission_scope, known_clients and pre_authorized each write their part of api, and keep the others'", async (t) => {
  const path = await newApplication("api");
  const authorized = (await ask("POST", "/v1.0/applications", { displayName: "authorized" })).json["appId"] as string;
  const scope = {
    adminConsentDescription: "a",
    adminConsentDisplayName: "a",
    id: "33333333-0000-4000-8000-000000000000",
    isEnabled: true,
    type: "User",
    userConsentDescription: "",
    userConsentDisplayName: "",
    value: "scope",
  };
  const written = [
    await patch(path, { api: { oauth2PermissionScopes: [scope] } }),
    await patch(path, { api: { knownClientApplications: [authorized] } }),
    await patch(path, { api: { preAuthorizedApplications: [{ appId: authorized, delegatedPermissionIds: [scope.id] }] } }),
  ];
  const { api } = (await ask("GET", path)).json;
  const removed = [
    await patch(path, { api: { preAuthorizedApplications: [] } }),
    await patch(path, { api: { knownClientApplications: [] } }),
    await patch(path, { api: { oauth2PermissionScopes: [{ ...scope, isEnabled: false }] } }),
    await patch(path, { api: { oauth2PermissionScopes: [] } }),
  ];
  t.assert.deepEqual(
    [written, api, removed, (await ask("GET", path)).json["api"]],
    [
      [204, 204, 204],
      {
        acceptMappedClaims: null,
        knownClientApplications: [authorized],
        requestedAccessTokenVersion: null,
        oauth2PermissionScopes: [scope],
        preAuthorizedApplications: [{ appId: authorized, delegatedPermissionIds: [scope.id] }],
      },
      [204, 204, 204, 204],
      {
        acceptMappedClaims: null,
        knownClientApplications: [],
        requestedAccessTokenVersion: null,
        oauth2PermissionScopes: [],
        preAuthorizedApplications: [],
      },
    ],
  );
});

test("application_optional_claims, redirect_uris, identifier_uri and fallback_public_client", async (t) => {
  const path = await newApplication("the rest");
  const claim = { additionalProperties: [], essential: false, name: "email", source: "user" };
  const statuses = [
    await patch(path, { optionalClaims: { accessToken: [claim] } }),
    await patch(path, { web: { redirectUris: ["https://app.example/a"] } }),
    await patch(path, { spa: { redirectUris: ["https://app.example/b"] } }),
    await patch(path, { publicClient: { redirectUris: ["myapp://auth"] } }),
    await patch(path, { identifierUris: ["api://the-rest"] }),
    await patch(path, { isFallbackPublicClient: true }),
  ];
  const { json: shown } = await ask("GET", path);
  const removed = [
    await patch(path, { optionalClaims: {} }),
    await patch(path, { web: { redirectUris: [] } }),
    await patch(path, { identifierUris: [] }),
    await patch(path, { isFallbackPublicClient: null }),
  ];
  t.assert.deepEqual(
    [
      statuses,
      [shown["optionalClaims"], shown["web"].redirectUris, shown["spa"], shown["publicClient"], shown["identifierUris"]],
      shown["isFallbackPublicClient"],
      removed,
    ],
    [
      [204, 204, 204, 204, 204, 204],
      [
        { accessToken: [claim], idToken: [], saml2Token: [] },
        ["https://app.example/a"],
        { redirectUris: ["https://app.example/b"] },
        { redirectUris: ["myapp://auth"] },
        ["api://the-rest"],
      ],
      true,
      [204, 204, 204, 204],
    ],
  );
});

test("application_owner: looked for by id, added by reference, removed", async (t) => {
  const path = await newApplication("owned");
  const look = async (): Promise<string[]> =>
    ((await ask("GET", `${path}/owners?%24filter=id+eq+%27${calleeObjectId}%27`)).json["value"] as { id: string }[]).map(({ id }) => id);
  const before = await look();
  const added = await ask("POST", `${path}/owners/$ref`, {
    "@odata.id": `${cloud.origins.graph}/v1.0/directoryObjects/${calleeObjectId}`,
    "@odata.type": "#microsoft.graph.ReferenceCreate",
  });
  const during = await look();
  const removed = await ask("DELETE", `${path}/owners/${calleeObjectId}/$ref`);
  t.assert.deepEqual([before, added.status, during, removed.status, await look()], [[], 204, [calleeObjectId], 204, []]);
});

test("application_flexible_federated_identity_credential: beta, by expression, without a subject", async (t) => {
  const path = `${(await newApplication("flexible")).replace("v1.0", "beta")}/federatedIdentityCredentials`;
  const body = {
    "@odata.type": "#microsoft.graph.federatedIdentityCredential",
    audiences: ["api://AzureADTokenExchange"],
    claimsMatchingExpression: { value: "claims['sub'] matches 'repo:a/b:*'", languageVersion: 1 },
    description: "",
    issuer: "https://token.actions.githubusercontent.com",
    name: "flexible",
  };
  const created = await ask("POST", path, body);
  const one = `${path}/${created.json["id"]}`;
  const read = await ask("GET", one);
  const changed = await ask("PATCH", one, { ...body, id: created.json["id"], description: "changed" });
  const nonsense = await ask("PATCH", one, { ...body, claimsMatchingExpression: { value: "anything goes", languageVersion: 1 } });
  const removed = await ask("DELETE", one);
  t.assert.deepEqual(
    [created.status, read.json["claimsMatchingExpression"], read.json["subject"], changed.status, nonsense.status, removed.status],
    [201, body.claimsMatchingExpression, null, 204, 400, 204],
  );
  t.assert.equal((await ask("GET", one)).status, 404);
});

test("application_certificate: PEM in base64, by a key id of the client, without dates", async (t) => {
  const certificate = await newCertificate();
  const keyId = "77777777-7777-4777-8777-777777777777";
  const write = async (path: string, type: string): Promise<readonly unknown[]> => {
    const credential = { key: Buffer.from(certificate.toString()).toString("base64"), keyId, type: "AsymmetricX509Cert", usage: "Verify" };
    const written = await patch(path, { keyCredentials: [credential] }, type);
    const [read] = (await ask("GET", path)).json["keyCredentials"] as Record<string, unknown>[];
    return [written, read?.["keyId"], read?.["customKeyIdentifier"], await patch(path, { keyCredentials: [] }, type)];
  };
  const thumbprint = createHash("sha1").update(certificate.raw).digest("hex").toUpperCase();
  t.assert.deepEqual(
    [await write(await newApplication("certificate"), "application"), await write(await newPrincipal("certificate"), "servicePrincipal")],
    [
      [204, keyId, thumbprint, 204],
      [204, keyId, thumbprint, 204],
    ],
  );
});

test("service_principal_password: added and removed on the service principal", async (t) => {
  const path = await newPrincipal("password");
  const added = await ask("POST", `${path}/addPassword`, {
    passwordCredential: { displayName: "p", endDateTime: "2099-01-01T00:00:00Z" },
  });
  const listed = ((await ask("GET", path)).json["passwordCredentials"] as { keyId: string }[]).map(({ keyId }) => keyId);
  const removed = await ask("POST", `${path}/removePassword`, { keyId: added.json["keyId"] });
  t.assert.deepEqual(
    [added.status, listed, removed.status, (await ask("GET", path)).json["passwordCredentials"]],
    [200, [added.json["keyId"]], 204, []],
  );
});

test("service_principal_token_signing_certificate: a pair and its password under one identifier, removed together", async (t) => {
  const path = await newPrincipal("saml");
  const added = await ask("POST", `${path}/addTokenSigningCertificate`, { displayName: "CN=example" });
  const { keyCredentials, passwordCredentials } = (await ask("GET", path)).json;
  const usages = (keyCredentials as Record<string, unknown>[]).map(({ usage, customKeyIdentifier, type }) => [
    usage,
    type,
    customKeyIdentifier === added.json["customKeyIdentifier"],
  ]);
  const [shown] = (await ask("GET", `${path}?%24select=keyCredentials`)).json["keyCredentials"].filter(
    (one: Record<string, unknown>) => one["keyId"] === added.json["keyId"],
  ) as Record<string, string>[];
  const thumbprint = createHash("sha1")
    .update(new X509Certificate(Buffer.from(shown?.["key"] ?? "", "base64")).raw)
    .digest("hex")
    .toUpperCase();
  const removed = await patch(path, { keyCredentials: [], passwordCredentials: [] }, "servicePrincipal");
  t.assert.deepEqual(
    [
      added.status,
      added.json["@odata.context"],
      usages,
      passwordCredentials.length,
      passwordCredentials[0].customKeyIdentifier,
      added.json["thumbprint"],
      removed,
    ],
    [
      200,
      `${cloud.origins.graph}/v1.0/$metadata#microsoft.graph.selfSignedCertificate`,
      [
        ["Sign", "X509CertAndPassword", true],
        ["Verify", "AsymmetricX509Cert", true],
      ],
      1,
      added.json["customKeyIdentifier"],
      thumbprint,
      204,
    ],
  );
});

test("service_principal_delegated_permission_grant: for everybody or for one person, once, and its scopes can change", async (t) => {
  const clientId = (await newPrincipal("delegated")).split("/").at(-1) ?? "";
  const resourceId = cloud.directory.graph().objectId;
  const body = { "@odata.type": "#microsoft.graph.oAuth2PermissionGrant", clientId, resourceId, scope: "User.Read" };
  const forAll = await ask("POST", "/v1.0/oauth2PermissionGrants", { ...body, consentType: "AllPrincipals" });
  const forOne = await ask("POST", "/v1.0/oauth2PermissionGrants", { ...body, consentType: "Principal", principalId: calleeObjectId });
  const twice = await ask("POST", "/v1.0/oauth2PermissionGrants", { ...body, consentType: "AllPrincipals" });
  const path = `/v1.0/oauth2PermissionGrants/${forAll.json["id"]}`;
  const changed = await patch(path, { scope: "User.Read openid" }, "oAuth2PermissionGrant");
  const read = (await ask("GET", path)).json;
  t.assert.deepEqual(
    [forAll.status, forOne.status, twice.status, changed, (await ask("DELETE", path)).status, (await ask("GET", path)).status],
    [201, 201, 409, 204, 204, 404],
  );
  t.assert.deepEqual(
    [read["clientId"], read["consentType"], read["principalId"], read["resourceId"], read["scope"]],
    [clientId, "AllPrincipals", null, resourceId, "User.Read openid"],
  );
});

test("claims_mapping_policy and its assignment: made, assigned by reference, listed, taken away", async (t) => {
  const principal = await newPrincipal("claims");
  const definition = [JSON.stringify({ ClaimsMappingPolicy: { Version: 1 } })];
  const created = await ask("POST", "/v1.0/policies/claimsMappingPolicies", {
    "@odata.type": "#microsoft.graph.claimsMappingPolicy",
    definition,
    displayName: "mapping",
  });
  const policyId = created.json["id"] as string;
  const path = `/v1.0/policies/claimsMappingPolicies/${policyId}`;
  const changed = await patch(path, { displayName: "mapping 2" }, "claimsMappingPolicy");
  const assigned = await ask("POST", `${principal}/claimsMappingPolicies/$ref`, {
    "@odata.id": `${cloud.origins.graph}/v1.0/directoryObjects/${policyId}`,
  });
  const listed = (await ask("GET", `${principal}/claimsMappingPolicies`)).json["value"];
  const removed = await ask("DELETE", `${principal}/claimsMappingPolicies/${policyId}/$ref`);
  t.assert.deepEqual(
    [created.status, changed, assigned.status, listed, removed.status, (await ask("DELETE", path)).status],
    [
      201,
      204,
      204,
      [{ id: policyId, deletedDateTime: null, description: null, isOrganizationDefault: false, definition, displayName: "mapping 2" }],
      204,
      204,
    ],
  );
});

test("application_from_template: an application with its service principal, deleted by the application", async (t) => {
  const templateId = "8adf8e6e-67b2-4cf2-a259-e3dc5476c621";
  const created = await ask("POST", `/v1.0/applicationTemplates/${templateId}/instantiate`, { displayName: "from template" });
  const { application, servicePrincipal } = created.json;
  const path = `/v1.0/applications/${application.id}`;
  const read = (await ask("GET", path)).json;
  const changed = await patch(path, { displayName: "renamed" });
  const deleted = await ask("DELETE", path);
  t.assert.deepEqual([created.status, read["applicationTemplateId"], changed, deleted.status], [201, templateId, 204, 204]);
  t.assert.equal((await ask("GET", `/v1.0/servicePrincipals/${servicePrincipal.id}`)).status, 404);
});

test("application_extension_property: named after the application, never changed, deleted", async (t) => {
  const path = await newApplication("extended");
  const created = await ask("POST", `${path}/extensionProperties`, { name: "jobGroup", dataType: "String", targetObjects: ["User"] });
  const read = (await ask("GET", `${path}/extensionProperties?%24filter=id+eq+%27${created.json["id"]}%27`)).json["value"];
  const appId = (await ask("GET", path)).json["appId"] as string;
  const wrong = await ask("POST", `${path}/extensionProperties`, { name: "x", dataType: "Text", targetObjects: ["User"] });
  const deleted = await ask("DELETE", `${path}/extensionProperties/${created.json["id"]}`);
  t.assert.deepEqual(
    [created.status, read.length, read[0].name, wrong.status, deleted.status],
    [201, 1, `extension_${appId.replaceAll("-", "")}_jobGroup`, 400, 204],
  );
});

test("application_registration: created without owners, changed by what differs, its logo put as bytes", async (t) => {
  const created = await ask("POST", "/v1.0/applications", {
    "@odata.type": "#microsoft.graph.application",
    api: { requestedAccessTokenVersion: 2 },
    description: "",
    displayName: "registration",
    groupMembershipClaims: "SecurityGroup,DirectoryRole",
    info: { marketingUrl: "", privacyStatementUrl: "", supportUrl: "", termsOfServiceUrl: "" },
    isDeviceOnlyAuthSupported: false,
    notes: "",
    serviceManagementReference: "",
    signInAudience: "AzureADMyOrg",
    web: { homePageUrl: "", implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false }, logoutUrl: "" },
  });
  const path = `/v1.0/applications/${created.json["id"]}`;
  const logo = await fetch(`${cloud.origins.graph}${path}/logo`, {
    method: "PUT",
    headers: { authorization: `Bearer ${await cloud.graphToken(writerId)}`, "content-type": "image/png" },
    body: Buffer.from([0x89, 0x50, 0x4e, 0x47]),
  });
  t.assert.deepEqual(
    [created.status, await patch(path, { displayName: "renamed" }), logo.status, (await ask("GET", path)).json["displayName"]],
    [201, 204, 204, "renamed"],
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
