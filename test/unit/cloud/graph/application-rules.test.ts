// Cannot prove: that Microsoft refuses these in this order; each rule is sourced or marked ASSUMED where it is written.
import { after, before, test } from "node:test";
import { calleeObjectId, type DirectoryCloud, startDirectoryCloud } from "../directory-cloud.ts";

let cloud: DirectoryCloud;
before(async () => {
  cloud = await startDirectoryCloud();
});
after(() => cloud.stop());

const post = async (body: object): Promise<readonly unknown[]> => {
  const { status, json } = await cloud.graph("POST", "/v1.0/applications", { displayName: "rules", ...body });
  return status === 201 ? [201] : [status, json["error"].code];
};

test("texts and requested permissions have their longest and their most", async (t) => {
  const access = (count: number): object => ({
    resourceAppId: "00000003-0000-0000-c000-000000000000",
    resourceAccess: Array.from({ length: count }, () => ({ id: "284383ee-7f6e-4e40-a2a8-e85dcb029101", type: "Role" })),
  });
  t.assert.deepEqual(
    [
      await post({ displayName: "x".repeat(256) }),
      await post({ displayName: "x".repeat(257) }),
      await post({ tags: ["x".repeat(257)] }),
      await post({ requiredResourceAccess: Array.from({ length: 51 }, () => access(1)) }),
      await post({ requiredResourceAccess: [access(401)] }),
    ],
    [[201], ...Array.from({ length: 4 }, () => [400, "Request_BadRequest"])],
  );
});

test("an identifier URI on the web is on a domain of the tenant", async (t) => {
  t.assert.deepEqual(
    [
      await post({ identifierUris: ["https://app.test.onmicrosoft.example/api"] }),
      await post({ identifierUris: ["https://elsewhere.example/api"] }),
      await post({ identifierUris: ["api://anything"] }),
    ],
    [[201], [400, "HostNameNotOnVerifiedDomain"], [201]],
  );
});

test("an identifier URI stays taken while its application is in the recycle bin", async (t) => {
  const uri = { identifierUris: ["api://binned"] };
  const created = await cloud.graph("POST", "/v1.0/applications", { displayName: "binned", ...uri });
  await cloud.graph("DELETE", `/v1.0/applications/${created.json["id"]}`);
  const taken = await post(uri);
  await cloud.graph("DELETE", `/v1.0/directory/deletedItems/${created.json["id"]}`);
  t.assert.deepEqual([taken, await post(uri)], [[400, "Request_BadRequest"], [201]]);
});

test("the recycle bin forgets after thirty days", async (t) => {
  const created = await cloud.graph("POST", "/v1.0/applications", { displayName: "forgotten" });
  const path = `/v1.0/directory/deletedItems/${created.json["id"]}`;
  await cloud.graph("DELETE", `/v1.0/applications/${created.json["id"]}`);
  await cloud.clock.advance(29 * 86_400_000);
  const before = (await cloud.graph("GET", path)).status;
  await cloud.clock.advance(2 * 86_400_000);
  t.assert.deepEqual([before, (await cloud.graph("GET", path)).status], [200, 404]);
});

test("a role is for the kind of member that it admits", async (t) => {
  const role = (digit: string, member: string): object => ({
    allowedMemberTypes: [member],
    description: member,
    displayName: member,
    id: `${digit.repeat(8)}-0000-4000-8000-000000000000`,
    isEnabled: true,
    value: member,
  });
  const { json: application } = await cloud.graph("POST", "/v1.0/applications", {
    displayName: "roles",
    appRoles: [role("1", "User"), role("2", "Application")],
  });
  const resource = (await cloud.graph("POST", "/v1.0/servicePrincipals", { appId: application["appId"] })).json["id"] as string;
  const assign = async (principalId: string, digit: string): Promise<number> =>
    (
      await cloud.graph("POST", `/v1.0/servicePrincipals/${resource}/appRoleAssignedTo`, {
        principalId,
        resourceId: resource,
        appRoleId: `${digit.repeat(8)}-0000-4000-8000-000000000000`,
      })
    ).status;
  t.assert.deepEqual(
    [await assign(calleeObjectId, "1"), await assign(calleeObjectId, "2"), await assign(resource, "2"), await assign(resource, "1")],
    [201, 400, 201, 400],
  );
});

test("a PATCH drops secrets and makes none, of an application or a service principal", async (t) => {
  const application = (await cloud.graph("POST", "/v1.0/applications", { displayName: "secrets" })).json;
  const principal = (await cloud.graph("POST", "/v1.0/servicePrincipals", { appId: application["appId"] })).json;
  const attempt = async (path: string): Promise<readonly unknown[]> => {
    await cloud.graph("POST", `${path}/addPassword`, { passwordCredential: { displayName: "kept" } });
    const present = (await cloud.graph("GET", path)).json["passwordCredentials"];
    const made = await cloud.graph("PATCH", path, { passwordCredentials: [...present, { displayName: "new" }] });
    const kept = await cloud.graph("PATCH", path, { passwordCredentials: present });
    const dropped = await cloud.graph("PATCH", path, { passwordCredentials: [] });
    return [made.status, kept.status, dropped.status, (await cloud.graph("GET", path)).json["passwordCredentials"]];
  };
  t.assert.deepEqual(
    [await attempt(`/v1.0/applications/${application["id"]}`), await attempt(`/v1.0/servicePrincipals/${principal["id"]}`)],
    [
      [400, 204, 204, []],
      [400, 204, 204, []],
    ],
  );
});
