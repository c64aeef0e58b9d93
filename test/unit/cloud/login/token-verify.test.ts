// Cannot prove: every word of the four surfaces' refusals; texts without a source are marked ASSUMED where they are made.
import { after, before, test } from "node:test";
import { audiencesOf } from "../../../cloud/core/audiences.ts";
import { createFaultBook } from "../../../cloud/core/faults.ts";
import { signToken } from "../../../cloud/core/json-web-token.ts";
import type { Audience, Claims, Refusal } from "../../../cloud/core/operation.ts";
import { createSigningKey } from "../../../cloud/planes/login/signing-key.ts";
import { createTokenService } from "../../../cloud/planes/login/token-service.ts";
import { type DirectoryCloud, startDirectoryCloud, tenantId } from "../directory-cloud.ts";

let cloud: DirectoryCloud;
before(async () => {
  cloud = await startDirectoryCloud();
});
after(() => cloud.stop());

const planes = { graph: "graph", arm: "arm", vault: "vault", table: "storage" } as const satisfies Record<string, Audience>;
const audienceOf = (plane: keyof typeof planes): string => audiencesOf(planes[plane], cloud.origins)[0] ?? "";

async function refusalOf(
  plane: keyof typeof planes,
  authorization: string | undefined,
): Promise<readonly [number, string, string, string | undefined]> {
  try {
    await cloud.tokens.verify(authorization, plane, audiencesOf(planes[plane], cloud.origins));
    throw new Error("the token was accepted");
  } catch (error) {
    const { status, code, message, headers } = error as Refusal;
    return [status, code, message, headers["www-authenticate"]];
  }
}
function tokenWith(plane: keyof typeof planes, changes: Partial<Claims> = {}, header: object = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    aud: audienceOf(plane),
    iss: `https://sts.windows.net/${tenantId}/`,
    tid: tenantId,
    iat: now,
    nbf: now,
    exp: now + 3600,
    oid: "x",
    ...changes,
  };
  return `Bearer ${signToken({ kid: cloud.tokens.key.keyId, ...header }, claims, cloud.tokens.key.privateKey)}`;
}

test("a token for the surface is believed, with its claims", async (t) => {
  const { token } = await cloud.tokens.issue(cloud.seed.deployer.objectId, audienceOf("graph"));
  const claims = await cloud.tokens.verify(`Bearer ${token}`, "graph", audiencesOf("graph", cloud.origins));
  t.assert.deepEqual(
    [claims.oid, claims.roles],
    [cloud.seed.deployer.objectId, ["Application.ReadWrite.All", "AppRoleAssignment.ReadWrite.All", "Directory.Read.All"]],
  );
});

test("Graph refuses in the words of InvalidAuthenticationToken", async (t) => {
  const now = Math.floor(Date.now() / 1000);
  const messages = await Promise.all(
    [undefined, "Bearer abc", tokenWith("graph", { aud: "https://example.invalid" }), tokenWith("graph", { exp: now - 1 })].map(
      async (authorization) => (await refusalOf("graph", authorization)).slice(0, 3),
    ),
  );
  t.assert.deepEqual(messages, [
    [401, "InvalidAuthenticationToken", "Access token is empty."],
    [401, "InvalidAuthenticationToken", "CompactToken parsing failed with error code: 80049217"],
    [401, "InvalidAuthenticationToken", "Access token validation failure. Invalid audience."],
    [401, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired."],
  ]);
});

test("ARM, the vault and storage challenge a caller without a token each in their way", async (t) => {
  const { login } = cloud.origins;
  t.assert.deepEqual(await Promise.all([refusalOf("arm", undefined), refusalOf("vault", undefined), refusalOf("table", undefined)]), [
    [
      401,
      "AuthenticationFailed",
      "Authentication failed. The 'Authorization' header is missing.",
      `Bearer authorization_uri="${login}/${tenantId}", error="invalid_token", error_description="The authentication failed because of missing 'Authorization' header."`,
    ],
    [
      401,
      "Unauthorized",
      "AKV10000: Request is missing a Bearer or PoP token.",
      `Bearer authorization="${login}/${tenantId}", resource="https://vault.azure.net"`,
    ],
    [
      401,
      "NoAuthenticationInformation",
      "Server failed to authenticate the request. Please refer to the information in the www-authenticate header.",
      `Bearer authorization_uri=${login}/${tenantId}/oauth2/authorize resource_id=https://storage.azure.com`,
    ],
  ]);
});

test("no surface believes a forged, foreign, expired, premature or misdirected token", async (t) => {
  const now = Math.floor(Date.now() / 1000);
  const other = await createSigningKey();
  const forge = (claims: object): string => `Bearer ${signToken({ kid: cloud.tokens.key.keyId }, claims, other.privateKey)}`;
  for (const plane of Object.keys(planes) as (keyof typeof planes)[]) {
    const good = { aud: audienceOf(plane), iss: `https://sts.windows.net/${tenantId}/`, tid: tenantId, nbf: now, exp: now + 3600 };
    const bad = [
      forge(good),
      tokenWith(plane, {}, { kid: "other" }),
      tokenWith(plane, {}, { alg: "none" }),
      tokenWith(plane, { iss: "https://sts.windows.net/other/" }),
      tokenWith(plane, { tid: "other" }),
      tokenWith(plane, { exp: now - 1 }),
      tokenWith(plane, { nbf: now + 600 }),
      tokenWith(plane, { aud: `${audienceOf(plane)}.example` }),
      "Basic abc",
    ];
    const statuses = await Promise.all(bad.map(async (authorization) => (await refusalOf(plane, authorization))[0]));
    t.assert.deepEqual([plane, statuses], [plane, bad.map(() => 401)]);
  }
});

test("each spoiled token is refused by Graph, and only once", async (t) => {
  const spoils = ["forged", "expired", "wrong-audience", "wrong-issuer", "wrong-tenant", "opaque"] as const;
  for (const spoil of spoils) {
    const faults = createFaultBook([{ name: spoil, match: {}, action: { kind: "spoil", what: "token", spoil } }]);
    const tokens = createTokenService({
      tenant: cloud.tenant,
      origins: cloud.origins,
      directory: cloud.directory,
      faults,
      key: cloud.tokens.key,
      hasSecondFactor: true,
      controlToken: "control",
      wallMs: () => Date.now(),
      addSecret: () => {},
    });
    const issue = async (): Promise<boolean> => {
      const { token } = await tokens.issue(cloud.seed.deployer.objectId, cloud.origins.graph);
      return tokens.verify(`Bearer ${token}`, "graph", audiencesOf("graph", cloud.origins)).then(
        () => true,
        () => false,
      );
    };
    t.assert.deepEqual([spoil, await issue(), await issue()], [spoil, false, true]);
  }
});
