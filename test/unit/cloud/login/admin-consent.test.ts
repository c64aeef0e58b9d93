// Cannot prove: how Microsoft's page looks, nor the status of its errors; what it grants, to whom it listens and where it sends are the documented ones.
import { after, before, beforeEach, test } from "node:test";
import { calleeObjectId, type DirectoryCloud, startDirectoryCloud, tenantId } from "../directory-cloud.ts";

const graphClientId = "00000003-0000-0000-c000-000000000000";
const callsInitiateAll = "284383ee-7f6e-4e40-a2a8-e85dcb029101";
const userRead = "e1fe6dd8-ba31-4d61-89e7-88639da4683d";
const people = {
  member: calleeObjectId,
  privileged: "44444444-4444-4444-8444-444444444444",
  application: "55555555-5555-4555-8555-555555555555",
} as const;
let cloud: DirectoryCloud;
let clientId: string;

before(async () => {
  cloud = await startDirectoryCloud({
    seed: {
      users: [
        { objectId: people.member },
        { objectId: people.privileged, displayName: "Privileged", directoryRoles: ["Privileged Role Administrator"] },
        { objectId: people.application, displayName: "Application", directoryRoles: ["Application Administrator"] },
      ],
    },
  });
});
after(() => cloud.stop());
beforeEach(async () => {
  clientId = await register(["https://app.example/done"], "Role");
});

async function register(redirectUris: readonly string[], type: "Role" | "Scope"): Promise<string> {
  const resourceAccess = [{ id: type === "Role" ? callsInitiateAll : userRead, type }];
  const { json } = await cloud.graph("POST", "/v1.0/applications", {
    displayName: "asks <b>for</b> consent",
    requiredResourceAccess: [{ resourceAppId: graphClientId, resourceAccess }],
    web: { redirectUris },
  });
  return json["appId"] as string;
}
async function get(path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`${cloud.origins.login}${path}`, { redirect: "manual" });
  return { status: response.status, text: await response.text() };
}
async function decide(who: keyof typeof people, decision: string, more: Record<string, string> = {}): Promise<readonly unknown[]> {
  const user = cloud.seed.users.find(({ objectId }) => objectId === people[who]);
  const body = new URLSearchParams({
    client_id: clientId,
    username: user?.userPrincipalName ?? "",
    password: user?.password ?? "",
    decision,
    ...more,
  });
  const response = await fetch(`${cloud.origins.login}/${tenantId}/Consent/Set`, { method: "POST", body, redirect: "manual" });
  return [response.status, response.headers.get("location"), /AADSTS\d+/.exec(await response.text())?.[0]];
}
const granted = (): readonly string[] => {
  const principal = cloud.directory.servicePrincipalByClientId(clientId);
  return principal === undefined ? [] : cloud.directory.grantedRoles(principal.objectId, graphClientId);
};

test("the page names the application and what it asks for, as text, and takes nobody's word", async (t) => {
  const { status, text } = await get(`/${tenantId}/adminconsent?client_id=${clientId}&state=s1`);
  t.assert.deepEqual(
    [
      status,
      text.includes("asks &lt;b&gt;for&lt;/b&gt; consent"),
      text.includes("Microsoft Graph: Calls.Initiate.All"),
      text.includes('name="state" value="s1"'),
      granted(),
    ],
    [200, true, true, true, []],
  );
});

test("a Privileged Role Administrator grants; the answer goes to the registered address with the state", async (t) => {
  const answer = await decide("privileged", "accept", { state: "s1" });
  t.assert.deepEqual(
    [answer, granted()],
    [[302, `https://app.example/done?tenant=${tenantId}&admin_consent=True&state=s1`, undefined], ["Calls.Initiate.All"]],
  );
});

test("neither a member nor an Application Administrator may grant an application permission of Microsoft Graph", async (t) => {
  t.assert.deepEqual(
    [await decide("member", "accept"), await decide("application", "accept"), granted()],
    [[400, null, "AADSTS90094"], [400, null, "AADSTS90094"], []],
  );
});

test("an Application Administrator may grant a delegated permission, for everybody", async (t) => {
  clientId = await register(["https://app.example/done"], "Scope");
  const [status] = await decide("application", "accept");
  const grants = [...cloud.directory.store.permissionGrants.values()].map(({ consentType, scope }) => [consentType, scope]);
  t.assert.deepEqual([status, grants.at(-1)], [302, ["AllPrincipals", "User.Read"]]);
});

test("an application without a reply address gets its consent, and then AADSTS500113", async (t) => {
  clientId = await register([], "Role");
  t.assert.deepEqual([await decide("privileged", "accept"), granted()], [[400, null, "AADSTS500113"], ["Calls.Initiate.All"]]);
});

test("who cancels grants nothing, and the application is told", async (t) => {
  t.assert.deepEqual(
    [await decide("privileged", "cancel"), granted()],
    [[302, "https://app.example/done?error=permission_denied&error_description=The+admin+canceled+the+request", undefined], []],
  );
});

test("the page of v2 takes a scope: .default is all that is asked for of the resource", async (t) => {
  const scope = "https://graph.microsoft.com/.default";
  const missing = await get(`/${tenantId}/v2.0/adminconsent?client_id=${clientId}`);
  const other = await get(`/${tenantId}/v2.0/adminconsent?client_id=${clientId}&scope=https://vault.azure.net/.default`);
  const answer = await decide("privileged", "accept", { version: "v2", scope });
  t.assert.deepEqual(
    [missing.status, missing.text.includes("AADSTS900144"), other.text.includes("Calls.Initiate.All"), answer, granted()],
    [
      400,
      true,
      false,
      [
        302,
        `https://app.example/done?tenant=${tenantId}&admin_consent=True&scope=${encodeURIComponent(scope).replaceAll("%20", "+")}`,
        undefined,
      ],
      ["Calls.Initiate.All"],
    ],
  );
});

test("a wrong address, client, tenant or password is told by its code", async (t) => {
  const codeOf = async (path: string): Promise<string | undefined> => /AADSTS\d+/.exec((await get(path)).text)?.[0];
  t.assert.deepEqual(
    [
      await codeOf(`/${tenantId}/adminconsent?client_id=${clientId}&redirect_uri=https://elsewhere.example`),
      await codeOf(`/${tenantId}/adminconsent?client_id=99999999-9999-4999-8999-999999999999`),
      await codeOf(`/99999999-9999-4999-8999-999999999999/adminconsent?client_id=${clientId}`),
      await codeOf(`/common/v2.0/adminconsent?client_id=${clientId}&scope=https://graph.microsoft.com/.default`),
      (await decide("privileged", "accept", { password: "wrong" }))[2],
    ],
    ["AADSTS50011", "AADSTS700016", "AADSTS90002", "AADSTS9002313", "AADSTS50126"],
  );
});
