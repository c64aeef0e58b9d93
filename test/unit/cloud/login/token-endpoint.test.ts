// Cannot prove: that Microsoft's texts are these to the letter; clients must go by `error` and `error_codes` anyway.
import { after, before, beforeEach, test } from "node:test";
import { decodeToken } from "../../../cloud/core/json-web-token.ts";
import { addApplication, addSecret, addServicePrincipal } from "../../../cloud/planes/graph/new-application.ts";
import type { DirectoryObject } from "../../../cloud/planes/graph/directory-object.ts";
import { type DirectoryCloud, startDirectoryCloud, tenantId } from "../directory-cloud.ts";

let cloud: DirectoryCloud;
let application: DirectoryObject;
let principal: DirectoryObject;
let secret: string;
let clientId: string;

before(async () => {
  cloud = await startDirectoryCloud();
});
after(() => cloud.stop());
beforeEach(() => {
  application = addApplication(cloud.directory, { displayName: "client" });
  principal = addServicePrincipal(cloud.directory, application);
  secret = String(addSecret(cloud.directory, application, { displayName: "g1" })["secretText"]);
  clientId = String(application.body["appId"]);
});

const form = (more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  grant_type: "client_credentials",
  client_id: clientId,
  client_secret: secret,
  scope: `${cloud.origins.graph}/.default`,
  ...more,
});
const refusal = async (more: Readonly<Record<string, string>>, path?: string): Promise<readonly unknown[]> => {
  const { status, json } = await cloud.token(form(more), path);
  return [status, json["error"], json["error_codes"]];
};
const claimsOf = (token: string): Readonly<Record<string, unknown>> => decodeToken(token)?.claims ?? {};

test("a secret gets a token of version 1.0 with exactly the roles granted at that moment", async (t) => {
  const first = claimsOf((await cloud.token(form())).json["access_token"]);
  const role = "284383ee-7f6e-4e40-a2a8-e85dcb029101";
  const graphObjectId = cloud.directory.graph().objectId;
  await cloud.graph("POST", `/v1.0/servicePrincipals/${graphObjectId}/appRoleAssignedTo`, {
    principalId: principal.objectId,
    resourceId: graphObjectId,
    appRoleId: role,
  });
  const { status, json } = await cloud.token(form());
  const { iat, nbf, exp, uti, ...claims } = claimsOf(json["access_token"]);
  t.assert.equal(first["roles"], undefined);
  t.assert.deepEqual(
    [status, Object.keys(json), json["token_type"], json["expires_in"], typeof uti],
    [200, ["token_type", "expires_in", "ext_expires_in", "access_token"], "Bearer", 3599, "string"],
  );
  t.assert.deepEqual([nbf === iat, Number(exp) - Number(iat)], [true, 3600]);
  t.assert.deepEqual(claims, {
    aud: cloud.origins.graph,
    iss: `https://sts.windows.net/${tenantId}/`,
    idp: `https://sts.windows.net/${tenantId}/`,
    tid: tenantId,
    ver: "1.0",
    app_displayname: "client",
    appid: clientId,
    appidacr: "1",
    idtyp: "app",
    oid: principal.objectId,
    roles: ["Calls.Initiate.All"],
    sub: principal.objectId,
    wids: ["0997a1d0-0d1d-4acb-b408-d5ca73121e90"],
  });
});

test("the v1 endpoint takes a resource and answers numbers as text", async (t) => {
  const { scope: _scope, ...v1 } = form({ resource: "https://management.azure.com/" });
  const { status, json } = await cloud.token(v1, `/${tenantId}/oauth2/token`);
  t.assert.deepEqual(
    [status, json["resource"], json["expires_in"], claimsOf(json["access_token"])["aud"]],
    [200, "https://management.azure.com/", "3599", "https://management.azure.com/"],
  );
});

test("an error has every member that Entra's have", async (t) => {
  const { json } = await cloud.token(form({ client_secret: "wrong" }));
  t.assert.deepEqual(Object.keys(json), [
    "error",
    "error_description",
    "error_codes",
    "timestamp",
    "trace_id",
    "correlation_id",
    "error_uri",
  ]);
  t.assert.match(
    json["error_description"],
    /^AADSTS7000215: Invalid client secret provided\. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '[0-9a-f-]{36}'\. Trace ID: [0-9a-f-]{36} Correlation ID: [0-9a-f-]{36} Timestamp: \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/,
  );
});

test("each wrong request is refused by its own code and status", async (t) => {
  const path = (segment: string): string => `/${segment}/oauth2/v2.0/token`;
  t.assert.deepEqual(
    {
      "wrong secret": await refusal({ client_secret: "wrong" }),
      "no secret": await refusal({ client_secret: "" }),
      "unknown client": await refusal({ client_id: "99999999-9999-4999-8999-999999999999" }),
      "unknown tenant": await refusal({}, path("99999999-9999-4999-8999-999999999999")),
      "no tenant": await refusal({}, path("nonsense")),
      common: await refusal({}, path("common")),
      organizations: await refusal({}, path("organizations")),
      "no grant type": await refusal({ grant_type: "" }),
      "other grant type": await refusal({ grant_type: "device_code" }),
      "no scope": await refusal({ scope: "" }),
      "scope without /.default": await refusal({ scope: `${cloud.origins.graph}/User.Read` }),
      "two resources": await refusal({ scope: "https://a/.default https://b/.default" }),
      "unknown resource": await refusal({ scope: "https://graph.microsoft.us/.default" }),
    },
    {
      "wrong secret": [401, "invalid_client", [7000215]],
      "no secret": [401, "invalid_client", [7000216]],
      "unknown client": [400, "unauthorized_client", [700016]],
      "unknown tenant": [400, "invalid_request", [90002]],
      "no tenant": [400, "invalid_request", [900023]],
      common: [400, "invalid_request", [9001023]],
      organizations: [400, "invalid_request", [50194]],
      "no grant type": [400, "invalid_request", [900144]],
      "other grant type": [400, "unsupported_grant_type", [70003]],
      "no scope": [400, "invalid_request", [900144]],
      "scope without /.default": [400, "invalid_scope", [1002012]],
      "two resources": [400, "invalid_scope", [70011]],
      "unknown resource": [400, "invalid_resource", [500011]],
    },
  );
});

test("a secret that ended on the cloud's clock is told apart from a wrong one", async (t) => {
  const ends = new Date(cloud.clock.nowMs() + 60_000).toISOString();
  const shortLived = String(addSecret(cloud.directory, application, { displayName: "short", endDateTime: ends })["secretText"]);
  const early = await cloud.token(form({ client_secret: shortLived }));
  await cloud.clock.advance(61_000);
  t.assert.deepEqual([early.status, await refusal({ client_secret: shortLived })], [200, [401, "invalid_client", [7000222]]]);
});

test("the id of a secret is no secret", async (t) => {
  const [credential] = application.body["passwordCredentials"] as { keyId: string }[];
  t.assert.deepEqual(await refusal({ client_secret: credential?.keyId ?? "" }), [401, "invalid_client", [7000215]]);
});

test("a client without a service principal is told so, and a disabled one too", async (t) => {
  const orphan = addApplication(cloud.directory, { displayName: "orphan" });
  const orphanSecret = String(addSecret(cloud.directory, orphan, { displayName: null })["secretText"]);
  const missing = await refusal({ client_id: String(orphan.body["appId"]), client_secret: orphanSecret });
  principal.body["accountEnabled"] = false;
  t.assert.deepEqual(
    [missing, await refusal({})],
    [
      [400, "unauthorized_client", [7000229]],
      [400, "unauthorized_client", [7000112]],
    ],
  );
});

test("client id and secret may come as the discovery document offers: in a Basic header", async (t) => {
  const ask = async (secretText: string): Promise<number> => {
    const credentials = [clientId, secretText].map((part) => encodeURIComponent(part)).join(":");
    const response = await fetch(`${cloud.origins.login}/${tenantId}/oauth2/v2.0/token`, {
      method: "POST",
      headers: { authorization: `Basic ${Buffer.from(credentials).toString("base64")}` },
      body: new URLSearchParams({ grant_type: "client_credentials", scope: `${cloud.origins.graph}/.default` }),
    });
    return response.status;
  };
  t.assert.deepEqual([await ask(secret), await ask("wrong")], [200, 401]);
});

test("an API that wants tokens of version 2.0 gets them, by its own client id and the login host's issuer", async (t) => {
  const ask = async (requestedAccessTokenVersion: number | null): Promise<Readonly<Record<string, unknown>>> => {
    const name = `api://version-${String(requestedAccessTokenVersion)}`;
    const api = addApplication(cloud.directory, { displayName: "api" });
    await cloud.graph("PATCH", `/v1.0/applications/${api.objectId}`, { api: { requestedAccessTokenVersion }, identifierUris: [name] });
    addServicePrincipal(cloud.directory, api);
    const claims = claimsOf((await cloud.token(form({ scope: `${name}/.default` }))).json["access_token"]);
    const { ver, aud, iss, azp, appid, oid } = claims;
    return { ver, aud: aud === api.body["appId"] ? "client id" : aud, iss, isAzp: azp === clientId, isAppid: appid === clientId, oid };
  };
  t.assert.deepEqual(
    [await ask(2), await ask(null)],
    [
      {
        ver: "2.0",
        aud: "client id",
        iss: `${cloud.origins.login}/${tenantId}/v2.0`,
        isAzp: true,
        isAppid: false,
        oid: principal.objectId,
      },
      {
        ver: "1.0",
        aud: "api://version-null",
        iss: `https://sts.windows.net/${tenantId}/`,
        isAzp: false,
        isAppid: true,
        oid: principal.objectId,
      },
    ],
  );
});
