// Cannot prove: how long Entra's replicas lag; the delays are the scenario's.
import { afterEach, test } from "node:test";
import type { LagKind } from "../../../cloud/core/fault-rule.ts";
import { decodeToken } from "../../../cloud/core/json-web-token.ts";
import { type DirectoryCloud, startDirectoryCloud } from "../directory-cloud.ts";

let cloud: DirectoryCloud | undefined;
afterEach(() => cloud?.stop());

/** Makes an application, its principal, a secret and a grant under one lag; tells what the token endpoint says then and after it. */
async function signInUnder(object: LagKind): Promise<readonly [before: unknown, after: unknown]> {
  cloud = await startDirectoryCloud({ faults: [{ name: "lag", match: {}, action: { kind: "lag", object, delayMs: 60_000 } }] });
  const started = cloud;
  const application = (await started.graph("POST", "/v1.0/applications", { displayName: "late" })).json;
  const wait = object === "application" ? 60_000 : 0;
  await started.clock.advance(wait);
  const principal = (await started.graph("POST", "/v1.0/servicePrincipals", { appId: application["appId"] })).json;
  const secret = (await started.graph("POST", `/v1.0/applications/${application["id"]}/addPassword`, {})).json["secretText"];
  const graphObjectId = started.directory.graph().objectId;
  await started.graph("POST", `/v1.0/servicePrincipals/${graphObjectId}/appRoleAssignedTo`, {
    principalId: principal["id"],
    resourceId: graphObjectId,
    appRoleId: "284383ee-7f6e-4e40-a2a8-e85dcb029101",
  });
  const look = async (): Promise<unknown> => {
    const { json } = await started.token({
      grant_type: "client_credentials",
      client_id: application["appId"],
      client_secret: secret,
      scope: `${started.origins.graph}/.default`,
    });
    return json["error_codes"] ?? decodeToken(json["access_token"])?.claims["roles"] ?? "no roles";
  };
  const before = await look();
  await started.clock.advance(60_000);
  return [before, await look()];
}

test("a grant reaches tokens when its lag has passed", async (t) => {
  t.assert.deepEqual(await signInUnder("grant"), ["no roles", ["Calls.Initiate.All"]]);
});

test("a new secret is unknown until it has replicated", async (t) => {
  t.assert.deepEqual(await signInUnder("credential"), [[7000215], ["Calls.Initiate.All"]]);
});

test("a new service principal is missing until it has replicated, and cannot be granted anything yet", async (t) => {
  t.assert.deepEqual(await signInUnder("servicePrincipal"), [[7000229], "no roles"]);
});
