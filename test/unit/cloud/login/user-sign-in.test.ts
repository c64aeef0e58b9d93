// Cannot prove: that a tenant would let a person sign in by password; conditional access usually forbids it.
import { after, before, test } from "node:test";
import { decodeToken } from "../../../cloud/core/json-web-token.ts";
import { addApplication } from "../../../cloud/planes/graph/new-application.ts";
import { type DirectoryCloud, startDirectoryCloud } from "../directory-cloud.ts";

let cloud: DirectoryCloud;
let clientId: string;
before(async () => {
  cloud = await startDirectoryCloud();
  clientId = String(addApplication(cloud.directory, { displayName: "client" }).body["appId"]);
});
after(() => cloud.stop());

const claimsOf = (token: string): Readonly<Record<string, unknown>> => decodeToken(token)?.claims ?? {};

test("a person signs in by password at a public client, and again by refresh token", async (t) => {
  const [user] = cloud.seed.users;
  const signIn = {
    grant_type: "password",
    client_id: "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
    username: user?.userPrincipalName ?? "",
    password: user?.password ?? "",
  };
  const first = await cloud.token({ ...signIn, scope: "https://storage.azure.com/.default openid profile offline_access" });
  const second = await cloud.token({
    grant_type: "refresh_token",
    client_id: signIn.client_id,
    refresh_token: first.json["refresh_token"],
    scope: "https://vault.azure.net/.default",
  });
  t.assert.deepEqual(
    [first, second].map(({ json }) => {
      const claims = claimsOf(json["access_token"]);
      return [claims["idtyp"], claims["oid"], claims["aud"], claims["scp"], claims["roles"]];
    }),
    [
      ["user", user?.objectId, "https://storage.azure.com", "user_impersonation", undefined],
      ["user", user?.objectId, "https://vault.azure.net", "user_impersonation", undefined],
    ],
  );
});

test("a wrong person is refused by code", async (t) => {
  const [user] = cloud.seed.users;
  const signIn = async (more: Readonly<Record<string, string>>): Promise<unknown> => {
    const { status, json } = await cloud.token({
      grant_type: "password",
      client_id: "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
      username: user?.userPrincipalName ?? "",
      password: user?.password ?? "",
      scope: "https://storage.azure.com/.default",
      ...more,
    });
    return [status, json["error"], json["error_codes"]];
  };
  t.assert.deepEqual(
    [await signIn({ password: "wrong" }), await signIn({ username: "nobody@example.invalid" }), await signIn({ client_id: clientId })],
    [
      [400, "invalid_grant", [50126]],
      [400, "invalid_grant", [50034]],
      [401, "invalid_client", [7000218]],
    ],
  );
});
