// Cannot prove: that Graph's texts are these to the letter; those without a source are marked ASSUMED where they are made.
import { after, before, test } from "node:test";
import { type DirectoryCloud, startDirectoryCloud, calleeObjectId } from "../directory-cloud.ts";

const readerClientId = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
const ownedClientId = "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb";
const nobodyClientId = "cccccccc-cccc-4ccc-8ccc-cccccccccccc";
const grantOnlyClientId = "dddddddd-dddd-4ddd-8ddd-dddddddddddd";
const guestObjectId = "eeeeeeee-eeee-4eee-8eee-eeeeeeeeeeee";
const callsInitiateAll = "284383ee-7f6e-4e40-a2a8-e85dcb029101";
let cloud: DirectoryCloud;
let application: Record<string, any>; // oxlint-disable-line typescript/no-explicit-any -- an answer, read as loosely as a script would
let principal: typeof application;

before(async () => {
  cloud = await startDirectoryCloud({
    seed: {
      users: [{ objectId: calleeObjectId }, { objectId: guestObjectId, displayName: "Guest", userType: "Guest" }],
      applications: [
        { clientId: readerClientId, displayName: "reader", graphRoles: ["Application.Read.All", "User.Read.All"] },
        { clientId: ownedClientId, displayName: "owner", graphRoles: ["Application.ReadWrite.OwnedBy"] },
        { clientId: nobodyClientId, displayName: "nobody" },
        { clientId: grantOnlyClientId, displayName: "grant only", graphRoles: ["AppRoleAssignment.ReadWrite.All"] },
      ],
    },
  });
  application = (await cloud.graph("POST", "/v1.0/applications", { displayName: "target" })).json;
  principal = (await cloud.graph("POST", "/v1.0/servicePrincipals", { appId: application["appId"] })).json;
});
after(() => cloud.stop());

const objectIdOf = (clientId: string): string => cloud.directory.servicePrincipalByClientId(clientId)?.objectId ?? "";
async function refusal(
  method: string,
  path: string,
  body?: unknown,
  options?: Parameters<DirectoryCloud["graph"]>[3],
): Promise<readonly [number, string, string]> {
  const { status, json } = await cloud.graph(method, path, body, options);
  return [status, json["error"]?.["code"], json["error"]?.["message"]];
}

test("a refusal has Graph's envelope and headers", async (t) => {
  const requestId = "12345678-1234-4234-8234-123456789012";
  const { status, headers, json } = await cloud.graph("GET", "/v1.0/applications/99999999-9999-4999-8999-999999999999", undefined, {
    headers: { "client-request-id": requestId },
  });
  t.assert.deepEqual(
    [status, json],
    [
      404,
      {
        error: {
          code: "Request_ResourceNotFound",
          message:
            "Resource '99999999-9999-4999-8999-999999999999' does not exist or one of its queried reference-property objects are not present.",
          innerError: { date: json["error"].innerError.date, "request-id": headers.get("request-id"), "client-request-id": requestId },
        },
      },
    ],
  );
  t.assert.match(json["error"].innerError.date, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
  t.assert.deepEqual(
    ["client-request-id", "x-ms-ags-diagnostic", "date"].map((name) => headers.has(name)),
    [true, true, true],
  );
});

test("a body that the schema does not allow is refused property by property", async (t) => {
  const post = (body: unknown): Promise<readonly [number, string, string]> => refusal("POST", "/v1.0/applications", body);
  const bad = (message: string): readonly [number, string, string] => [400, "Request_BadRequest", message];
  const schema = (property: string): readonly [number, string, string] =>
    bad(`Property ${property} in payload has a value that does not match schema.`);
  const unknown = (property: string, type: string): readonly [number, string, string] =>
    bad(
      `The property '${property}' does not exist on type 'microsoft.graph.${type}'. Make sure to only use property names that are defined by the type or mark the type as open type.`,
    );
  t.assert.deepEqual(
    {
      unknown: await post({ displayName: "x", nope: 1 }),
      "unknown, nested": await post({ displayName: "x", web: { nope: 1 } }),
      "unknown, in a collection": await post({ displayName: "x", appRoles: [{ nope: 1 }] }),
      "read-only": await post({ displayName: "x", appId: application["appId"] }),
      "wrong type": await post({ displayName: 1 }),
      "wrong type, nested": await post({ displayName: "x", web: { redirectUris: "a" } }),
      "null where there can be none": await post({ displayName: "x", tags: null }),
      "unknown value": await post({ displayName: "x", signInAudience: "Everybody" }),
      "required missing": await post({ description: "x" }),
      "another type": await post({ "@odata.type": "#microsoft.graph.user", displayName: "x" }),
      "no GUID": await post({ displayName: "x", requiredResourceAccess: [{ resourceAppId: "x", resourceAccess: [] }] }),
    },
    {
      unknown: unknown("nope", "application"),
      "unknown, nested": unknown("nope", "webApplication"),
      "unknown, in a collection": unknown("nope", "appRole"),
      "read-only": bad("Property 'appId' is read-only and cannot be set."),
      "wrong type": schema("displayName"),
      "wrong type, nested": schema("redirectUris"),
      "null where there can be none": schema("tags"),
      "unknown value": bad("Invalid value specified for property 'signInAudience' of resource 'Application'."),
      "required missing": bad("A value is required for property 'displayName' of resource 'Application'."),
      "another type": schema("@odata.type"),
      "no GUID": schema("resourceAppId"),
    },
  );
});

test("a query that the type does not know is refused", async (t) => {
  const get = async (query: string): Promise<unknown> => (await refusal("GET", `/v1.0/applications?${query}`)).slice(0, 2);
  t.assert.deepEqual(
    {
      property: await refusal("GET", "/v1.0/applications?$filter=nope eq 'x'"),
      syntax: await get("$filter=displayName is 'x'"),
      unterminated: await get("$filter=displayName eq 'x"),
      select: await get("$select=nope"),
      expand: await get("$expand=nope"),
      option: await get("$nope=1"),
      "page size": await refusal("GET", "/v1.0/applications?$top=1000"),
      advanced: await refusal("GET", "/v1.0/applications?$filter=displayName ne 'x'"),
    },
    {
      property: [400, "BadRequest", "Invalid filter clause: Could not find a property named 'nope' on type 'microsoft.graph.application'."],
      syntax: [400, "BadRequest"],
      unterminated: [400, "BadRequest"],
      select: [400, "BadRequest"],
      expand: [400, "BadRequest"],
      option: [400, "BadRequest"],
      "page size": [400, "Request_BadRequest", "Invalid page size specified: '1000'. Must be between 1 and 999 inclusive."],
      advanced: [400, "Request_UnsupportedQuery", "Unsupported Query."],
    },
  );
});

test("each caller may do what its own roles allow, and nothing else", async (t) => {
  const path = `/v1.0/applications/${application["id"]}`;
  const graphObjectId = cloud.directory.graph().objectId;
  const grant = { principalId: principal["id"], resourceId: graphObjectId, appRoleId: callsInitiateAll };
  const allowed = async (as: string): Promise<unknown> => {
    const statuses = [];
    for (const [method, where, body] of [
      ["GET", path],
      ["GET", `/v1.0/users/${calleeObjectId}`],
      ["PATCH", path, { notes: "x" }],
      ["POST", `${path}/addPassword`, {}],
      ["POST", `/v1.0/servicePrincipals/${graphObjectId}/appRoleAssignedTo`, grant],
    ] as const) {
      statuses.push((await cloud.graph(method, where, body, { as })).status === 403 ? "no" : "yes");
    }
    return statuses;
  };
  t.assert.deepEqual(
    {
      nobody: await allowed(objectIdOf(nobodyClientId)),
      reader: await allowed(objectIdOf(readerClientId)),
      "owned by": await allowed(objectIdOf(ownedClientId)),
      "grants without reading": await allowed(objectIdOf(grantOnlyClientId)),
      deployer: await allowed(cloud.seed.deployer.objectId),
      member: await allowed(calleeObjectId),
      guest: await allowed(guestObjectId),
    },
    {
      nobody: ["no", "no", "no", "no", "no"],
      reader: ["yes", "yes", "no", "no", "no"],
      "owned by": ["yes", "no", "no", "no", "no"],
      "grants without reading": ["no", "no", "no", "no", "no"],
      deployer: ["yes", "yes", "yes", "yes", "yes"],
      member: ["yes", "yes", "no", "no", "no"],
      guest: ["no", "no", "no", "no", "no"],
    },
  );
});

test("an application that a caller owns is its own to change", async (t) => {
  const as = objectIdOf(ownedClientId);
  const own = (await cloud.graph("POST", "/v1.0/applications", { displayName: "own" }, { as })).json;
  t.assert.equal((await cloud.graph("PATCH", `/v1.0/applications/${own["id"]}`, { notes: "x" }, { as })).status, 204);
});

test("Microsoft's own service principal can be read and not written", async (t) => {
  const path = `/v1.0/servicePrincipals/${cloud.directory.graph().objectId}`;
  const denied = [403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation."];
  t.assert.deepEqual(
    [await refusal("PATCH", path, { tags: ["x"] }), await refusal("DELETE", path), (await cloud.graph("GET", path)).status],
    [denied, denied, 200],
  );
});

test("a grant is refused when it exists, points nowhere, is swapped or is of no role", async (t) => {
  const graphObjectId = cloud.directory.graph().objectId;
  const path = `/v1.0/servicePrincipals/${graphObjectId}/appRoleAssignedTo`;
  const post = (body: object): Promise<readonly [number, string, string]> =>
    refusal("POST", path, {
      principalId: principal["id"],
      resourceId: graphObjectId,
      appRoleId: "df021288-bdef-4463-88db-98f22de89214",
      ...body,
    });
  await post({});
  t.assert.deepEqual(
    {
      twice: await post({}),
      nowhere: await post({ principalId: "99999999-9999-4999-8999-999999999999" }),
      "application instead of principal": await post({ principalId: application["id"] }),
      swapped: await post({ principalId: graphObjectId, resourceId: principal["id"] }),
      "no role": await post({ appRoleId: "99999999-9999-4999-8999-999999999999" }),
    },
    {
      twice: [400, "Request_BadRequest", "Permission being assigned already exists on the object"],
      nowhere: [400, "Request_BadRequest", "Not a valid reference update."],
      "application instead of principal": [400, "Request_BadRequest", "Not a valid reference update."],
      swapped: [400, "Request_BadRequest", "Not a valid reference update."],
      "no role": [400, "Request_BadRequest", "Permission being assigned was not found on application"],
    },
  );
});

test("a service principal is refused without an application, and twice", async (t) => {
  t.assert.deepEqual(
    [
      await refusal("POST", "/v1.0/servicePrincipals", { appId: "99999999-9999-4999-8999-999999999999" }),
      await refusal("POST", "/v1.0/servicePrincipals", { appId: application["appId"] }),
    ],
    [
      [
        400,
        "Request_BadRequest",
        "The appId '99999999-9999-4999-8999-999999999999' of the service principal does not reference a valid application object.",
      ],
      [
        409,
        "Request_MultipleObjectsWithSameKeyValue",
        `The service principal cannot be created, updated, or restored because the service principal name ${application["appId"]} is already in use.`,
      ],
    ],
  );
});

test("an enabled role cannot be removed before it is disabled", async (t) => {
  const appRoles = [
    {
      id: "99999999-9999-4999-8999-999999999999",
      allowedMemberTypes: ["Application"],
      displayName: "r",
      description: "r",
      value: "r",
      isEnabled: true,
    },
  ];
  const { id } = (await cloud.graph("POST", "/v1.0/applications", { displayName: "roles", appRoles })).json;
  const path = `/v1.0/applications/${id}`;
  const early = await refusal("PATCH", path, { appRoles: [] });
  await cloud.graph("PATCH", path, { appRoles: [{ ...appRoles[0], isEnabled: false }] });
  t.assert.deepEqual(
    [early, (await cloud.graph("PATCH", path, { appRoles: [] })).status],
    [
      [400, "CannotDeleteOrUpdateEnabledEntitlement", "Permission (scope or role) cannot be deleted or updated unless disabled first."],
      204,
    ],
  );
});

test("a name of an API belongs to one application", async (t) => {
  await cloud.graph("POST", "/v1.0/applications", { displayName: "api 1", identifierUris: ["api://one"] });
  t.assert.deepEqual(await refusal("POST", "/v1.0/applications", { displayName: "api 2", identifierUris: ["api://one"] }), [
    400,
    "Request_BadRequest",
    "Another object with the same value for property identifierUris already exists.",
  ]);
});

test("federated credentials are unique by name and by issuer with subject, and at most twenty", async (t) => {
  const { id } = (await cloud.graph("POST", "/v1.0/applications", { displayName: "many" })).json;
  const path = `/v1.0/applications/${id}/federatedIdentityCredentials`;
  const body = (number: number): object => ({
    name: `fic-${number}`,
    issuer: "https://example.invalid",
    subject: `s${number}`,
    audiences: ["a"],
  });
  for (let number = 0; number < 20; number++) await cloud.graph("POST", path, body(number));
  t.assert.deepEqual(
    [
      (await refusal("POST", path, body(1))).slice(0, 2),
      (await refusal("POST", path, { ...body(1), name: "other" })).slice(0, 2),
      (await refusal("POST", path, body(20))).slice(0, 2),
      (await refusal("POST", path, { ...body(21), audiences: ["a", "b"] })).slice(0, 2),
    ],
    [
      [409, "Request_MultipleObjectsWithSameKeyValue"],
      [409, "Request_MultipleObjectsWithSameKeyValue"],
      [400, "Request_BadRequest"],
      [400, "Request_BadRequest"],
    ],
  );
});

test("/me is for people", async (t) => {
  t.assert.deepEqual(
    [await refusal("GET", "/v1.0/me"), (await cloud.graph("GET", "/v1.0/me", undefined, { as: calleeObjectId })).json["id"]],
    [[400, "BadRequest", "/me request is only valid with delegated authentication flow."], calleeObjectId],
  );
});
