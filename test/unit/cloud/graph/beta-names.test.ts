// Cannot prove: that these are all differences of beta; they are those of what is served here, as the published types of
// beta (`@microsoft/microsoft-graph-types-beta` 0.44.0, read 2026-11-26) name them.
import { after, before, test } from "node:test";
import { type DirectoryCloud, startDirectoryCloud } from "../directory-cloud.ts";

const callsInitiateAll = "284383ee-7f6e-4e40-a2a8-e85dcb029101";
const scopeId = "33333333-0000-4000-8000-000000000000";
let cloud: DirectoryCloud;
let applicationId: string;
let principalId: string;
before(async () => {
  cloud = await startDirectoryCloud();
  const { json: application } = await cloud.graph("POST", "/beta/applications", {
    displayName: "beta",
    api: {
      oauth2PermissionScopes: [{ id: scopeId, value: "s", type: "User", isEnabled: true }],
      preAuthorizedApplications: [{ appId: scopeId, permissionIds: [scopeId] }],
    },
  });
  applicationId = application["id"];
  principalId = (await cloud.graph("POST", "/beta/servicePrincipals", { appId: application["appId"] })).json["id"];
});
after(() => cloud.stop());

const membersOf = async (path: string): Promise<readonly string[]> => Object.keys((await cloud.graph("GET", path)).json);

test("an application of beta names its permissions otherwise, and has no add-ins", async (t) => {
  const [v1, beta] = [
    (await cloud.graph("GET", `/v1.0/applications/${applicationId}`)).json,
    (await cloud.graph("GET", `/beta/applications/${applicationId}`)).json,
  ];
  t.assert.deepEqual(
    [v1["api"].preAuthorizedApplications, beta["api"].preAuthorizedApplications, "addIns" in v1, "addIns" in beta],
    [[{ appId: scopeId, delegatedPermissionIds: [scopeId] }], [{ appId: scopeId, permissionIds: [scopeId] }], true, false],
  );
  t.assert.equal(beta["api"].oauth2PermissionScopes.length, 1);
});

test("a service principal of beta publishes its scopes", async (t) => {
  const [v1, beta] = [await membersOf(`/v1.0/servicePrincipals/${principalId}`), await membersOf(`/beta/servicePrincipals/${principalId}`)];
  const selected = await cloud.graph("GET", `/beta/servicePrincipals/${principalId}?$select=id,publishedPermissionScopes`);
  t.assert.deepEqual(
    [v1.filter((name) => !beta.includes(name)), beta.filter((name) => !v1.includes(name)), Object.keys(selected.json)],
    [
      ["oauth2PermissionScopes", "resourceSpecificApplicationPermissions"],
      ["publishedPermissionScopes"],
      ["@odata.context", "id", "publishedPermissionScopes"],
    ],
  );
  t.assert.match(selected.json["@odata.context"], /beta\/\$metadata#servicePrincipals\(id,publishedPermissionScopes\)\/\$entity$/);
});

test("samlMetadataUrl of a service principal is beta's alone", async (t) => {
  const ask = async (version: string): Promise<number> =>
    (await cloud.graph("GET", `/${version}/servicePrincipals/${principalId}?$select=samlMetadataUrl`)).status;
  const patched = await cloud.graph("PATCH", `/v1.0/servicePrincipals/${principalId}`, { samlMetadataUrl: "https://x.example" });
  t.assert.deepEqual([await ask("v1.0"), await ask("beta"), patched.status], [400, 200, 400]);
});

test("an assignment of beta says when it was created by another name", async (t) => {
  const resourceId = cloud.directory.graph().objectId;
  const body = { principalId, resourceId, appRoleId: callsInitiateAll };
  const granted = await cloud.graph("POST", `/beta/servicePrincipals/${resourceId}/appRoleAssignedTo`, body);
  const listed = await cloud.graph("GET", `/beta/servicePrincipals/${principalId}/appRoleAssignments`);
  t.assert.deepEqual(
    [
      granted.status,
      "createdDateTime" in granted.json,
      typeof granted.json["creationTimestamp"],
      "creationTimestamp" in listed.json["value"][0],
    ],
    [201, false, "string", true],
  );
  t.assert.match(
    granted.json["@odata.context"],
    new RegExp(`beta/\\$metadata#servicePrincipals\\('${resourceId}'\\)/appRoleAssignedTo/\\$entity$`),
  );
});
