// Cannot prove: how long Microsoft's directory takes to replicate; the delays are the scenario's.
import { after, before, test } from "node:test";
import { type DirectoryCloud, startDirectoryCloud, calleeObjectId } from "../directory-cloud.ts";
import { judgeAnswers } from "./judge-answers.ts";

let cloud: DirectoryCloud;
before(async () => {
  cloud = await startDirectoryCloud();
});
after(() => cloud.stop());

test("Microsoft Graph is in every tenant, by client id, with the one permission and its pinned id", async (t) => {
  const { json } = await cloud.graph(
    "GET",
    "/v1.0/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')?$select=displayName,appRoles",
  );
  const role = json["appRoles"].find((one: { value: string }) => one.value === "Calls.Initiate.All");
  t.assert.deepEqual(
    [json["@odata.context"], json["displayName"], role.id, role.allowedMemberTypes],
    [
      `${cloud.origins.graph}/v1.0/$metadata#servicePrincipals(displayName,appRoles)/$entity`,
      "Microsoft Graph",
      "284383ee-7f6e-4e40-a2a8-e85dcb029101",
      ["Application"],
    ],
  );
});

test("a deleted application is in the recycle bin with its service principal and comes back with both and its grant", async (t) => {
  const application = (await cloud.graph("POST", "/v1.0/applications", { displayName: "deleted" })).json;
  const principal = (await cloud.graph("POST", "/v1.0/servicePrincipals", { appId: application["appId"] })).json;
  await cloud.graph("POST", `/v1.0/servicePrincipals/${principal["id"]}/appRoleAssignments`, {
    principalId: principal["id"],
    resourceId: cloud.directory.graph().objectId,
    appRoleId: "284383ee-7f6e-4e40-a2a8-e85dcb029101",
  });
  await cloud.graph("DELETE", `/v1.0/applications/${application["id"]}`);
  const gone = [
    (await cloud.graph("GET", `/v1.0/servicePrincipals/${principal["id"]}`)).status,
    (await cloud.graph("GET", "/v1.0/directory/deletedItems/microsoft.graph.application")).json["value"].length,
    (await cloud.graph("GET", `/v1.0/directory/deletedItems/${application["id"]}`)).json["@odata.type"],
  ];
  const restored = await cloud.graph("POST", `/v1.0/directory/deletedItems/${application["id"]}/restore`);
  const grants = await cloud.graph("GET", `/v1.0/servicePrincipals/${principal["id"]}/appRoleAssignments`);
  t.assert.deepEqual(
    [gone, restored.status, restored.json["appId"], grants.json["value"].length],
    [[404, 1, "#microsoft.graph.application"], 200, application["appId"], 1],
  );
});

test("what is deleted from the recycle bin is gone for good", async (t) => {
  const { id } = (await cloud.graph("POST", "/v1.0/applications", { displayName: "purged" })).json;
  await cloud.graph("DELETE", `/v1.0/applications/${id}`);
  const purged = await cloud.graph("DELETE", `/v1.0/directory/deletedItems/${id}`);
  t.assert.deepEqual([purged.status, (await cloud.graph("POST", `/v1.0/directory/deletedItems/${id}/restore`)).status], [204, 404]);
});

test("a patch of a nested object merges it, and of a collection replaces it", async (t) => {
  const { id } = (
    await cloud.graph("POST", "/v1.0/applications", {
      displayName: "merged",
      tags: ["a"],
      web: { redirectUris: ["https://a.example/"], homePageUrl: "https://a.example" },
    })
  ).json;
  await cloud.graph("PATCH", `/v1.0/applications/${id}`, { tags: ["b"], web: { homePageUrl: null } });
  const { json } = await cloud.graph("GET", `/v1.0/applications/${id}?$select=tags,web`);
  t.assert.deepEqual(
    [json["tags"], json["web"]],
    [
      ["b"],
      {
        homePageUrl: null,
        logoutUrl: null,
        redirectUris: ["https://a.example/"],
        implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
        redirectUriSettings: [],
      },
    ],
  );
});

test("pages follow their next links to the end and hold everything once", async (t) => {
  for (let number = 0; number < 5; number++) await cloud.graph("POST", "/v1.0/applications", { displayName: `paged ${number}` });
  const names: string[] = [];
  let path: string | undefined = "/v1.0/applications?$filter=startswith(displayName,'paged')&$top=2&$select=displayName";
  let pages = 0;
  while (path !== undefined) {
    const { json }: Awaited<ReturnType<DirectoryCloud["graph"]>> = await cloud.graph("GET", path);
    names.push(...json["value"].map((one: { displayName: string }) => one.displayName));
    path = json["@odata.nextLink"]?.slice(cloud.origins.graph.length);
    pages += 1;
  }
  t.assert.deepEqual([pages, names], [3, ["paged 0", "paged 1", "paged 2", "paged 3", "paged 4"]]);
});

test("a filter combines comparisons, and spaces come as + or %20", async (t) => {
  const { appId } = (await cloud.graph("POST", "/v1.0/applications", { displayName: "fil'ter", identifierUris: ["api://filter"] })).json;
  const found = await Promise.all(
    [
      `$filter=appId+eq+'${appId}'`,
      `$filter=appId%20eq%20'${appId}'%20and%20displayName%20eq%20'fil''ter'`,
      "$filter=identifierUris/any(x:x eq 'api://filter')",
      `$filter=appId in ('${appId}','x')`,
      `$filter=(appId eq 'x' or displayName eq 'FIL''TER') and signInAudience eq 'AzureADMyOrg'`,
      "$filter=displayName eq 'nobody'",
    ].map(async (query) => (await cloud.graph("GET", `/v1.0/applications?${query}`)).json["value"].length),
  );
  t.assert.deepEqual(found, [1, 1, 1, 1, 1, 0]);
});

test("owners can be expanded, with or without a selection", async (t) => {
  const { id } = (
    await cloud.graph("POST", "/v1.0/applications", {
      displayName: "expanded",
      "owners@odata.bind": [`${cloud.origins.graph}/v1.0/users/${calleeObjectId}`],
    })
  ).json;
  const one = await cloud.graph("GET", `/v1.0/applications/${id}?$select=displayName&$expand=owners($select=id)`);
  const { "@odata.context": _context, ...body } = one.json;
  t.assert.deepEqual(body, { displayName: "expanded", owners: [{ "@odata.type": "#microsoft.graph.user", id: calleeObjectId }] });
});

test("the tenant is one organization with one verified domain, each read by its key", async (t) => {
  const [organization] = (await cloud.graph("GET", "/v1.0/organization")).json["value"];
  const [domain] = (await cloud.graph("GET", "/v1.0/domains")).json["value"];
  t.assert.deepEqual(
    [
      organization.verifiedDomains[0].name === domain.id,
      domain.isVerified,
      (await cloud.graph("GET", `/v1.0/organization/${organization.id}`)).json["displayName"],
      (await cloud.graph("GET", `/v1.0/domains/${domain.id}`)).json["isDefault"],
      (await cloud.graph("GET", "/v1.0/domains/elsewhere.example")).status,
    ],
    [true, true, "Test", true, 404],
  );
});

test("a count needs eventual consistency, in a list and by itself", async (t) => {
  const headers = { consistencylevel: "eventual" };
  const listed = await cloud.graph("GET", "/v1.0/users?$count=true", undefined, { headers });
  const counted = await cloud.graph("GET", "/v1.0/users/$count", undefined, { headers });
  t.assert.deepEqual(
    [listed.json["@odata.count"], counted.json["text"], (await cloud.graph("GET", "/v1.0/users/$count")).status],
    [1, "1", 400],
  );
});

test("a user shows the default properties, and others on request, by id or by name", async (t) => {
  const byId = (await cloud.graph("GET", `/v1.0/users/${calleeObjectId}`)).json;
  const byName = (await cloud.graph("GET", `/v1.0/users/${byId["userPrincipalName"]}?$select=id,userType,accountEnabled`)).json;
  t.assert.deepEqual(
    [Object.keys(byId).length, byName["id"], byName["userType"], byName["accountEnabled"]],
    [12, calleeObjectId, "Member", true],
  );
});

test("a new object is not there for readers and writers until its lag has passed", async (t) => {
  const lagging = await startDirectoryCloud({
    faults: [{ name: "lag", match: {}, action: { kind: "lag", object: "application", delayMs: 2500 } }],
  });
  t.after(() => lagging.stop());
  const { id, appId } = (await lagging.graph("POST", "/v1.0/applications", { displayName: "late" })).json;
  const look = async (): Promise<unknown> => [
    (await lagging.graph("GET", `/v1.0/applications/${id}`)).status,
    (await lagging.graph("PATCH", `/v1.0/applications/${id}`, { notes: "x" })).status,
    (await lagging.graph("GET", "/v1.0/applications?$filter=displayName eq 'late'")).json["value"].length,
    (await lagging.graph("POST", "/v1.0/servicePrincipals", { appId })).status,
  ];
  const early = await look();
  await lagging.clock.advance(2500);
  const later = await look();
  t.assert.deepEqual(
    [early, later],
    [
      [404, 404, 0, 400],
      [200, 204, 1, 201],
    ],
  );
});

test("the same seed gives the same ids for the same names", async (t) => {
  const seen = [];
  for (let round = 0; round < 2; round++) {
    const other = await startDirectoryCloud();
    t.after(() => other.stop());
    const { id, appId } = (await other.graph("POST", "/v1.0/applications", { displayName: "seeded" })).json;
    seen.push([id, appId, other.directory.graph().objectId]);
  }
  t.assert.deepEqual(seen[0], seen[1]);
});

test("every answer of v1.0 is one that Microsoft's published types allow", (t) => {
  t.assert.deepEqual(judgeAnswers(cloud.transcript.exchanges()), []);
});

test("a user has what the azuread provider's data source asks for, and no manager", async (t) => {
  const asked = ["imAddresses", "faxNumber", "employeeOrgData", "onPremisesImmutableId", "postalCode", "streetAddress", "creationType"];
  const read = await cloud.graph("GET", `/v1.0/users/${calleeObjectId}?$select=${asked.join(",")}`);
  const { "@odata.context": _context, ...shown } = read.json;
  const manager = await cloud.graph("GET", `/v1.0/users/${calleeObjectId}/manager`);
  t.assert.deepEqual(shown, { ...Object.fromEntries(asked.map((name) => [name, null])), imAddresses: [] });
  t.assert.deepEqual([manager.status, manager.json["error"].code], [404, "Request_ResourceNotFound"]);
});

test("Microsoft Graph offers by name what configurations look up: delegated permissions beside roles", async (t) => {
  const { json } = await cloud.graph("GET", "/v1.0/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')");
  const scopes = json["oauth2PermissionScopes"] as readonly { id: string; value: string; type: string }[];
  const find = (value: string): readonly unknown[] => scopes.filter((one) => one.value === value).map(({ id, type }) => [id, type]);
  t.assert.deepEqual(
    [find("openid"), find("User.ReadWrite"), find("Directory.Read.All")],
    [
      [["37f7f235-527c-4136-accd-4a02d197296e", "User"]],
      [["b4e74841-8e56-480b-be8b-910348b18b4c", "User"]],
      [["06da0dbc-49e2-44d2-8312-53f166ab848a", "Admin"]],
    ],
  );
  t.assert.equal(new Set(scopes.map(({ id }) => id)).size, scopes.length);
});
