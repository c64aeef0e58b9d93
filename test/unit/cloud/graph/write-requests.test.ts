// Cannot prove: which other content types Microsoft's front end reads; only JSON is sent by the clients here.
import { after, before, test } from "node:test";
import { calleeObjectId, type DirectoryCloud, startDirectoryCloud } from "../directory-cloud.ts";

let cloud: DirectoryCloud;
before(async () => {
  cloud = await startDirectoryCloud();
});
after(() => cloud.stop());

const create = async (displayName: string): Promise<{ readonly id: string; readonly appId: string }> =>
  (await cloud.graph("POST", "/v1.0/applications", { displayName })).json as { id: string; appId: string };
const ifMissing = { headers: { prefer: "create-if-missing" } };

test("a body that does not say to be JSON is refused, in Microsoft's words", async (t) => {
  const send = async (contentType: string): Promise<string> => {
    const answer = await cloud.graph("POST", "/v1.0/applications", { displayName: "typed" }, { headers: { "content-type": contentType } });
    return answer.status === 201 ? "201" : `${answer.status} ${answer.json["error"].message}`;
  };
  t.assert.deepEqual(
    [await send("application/json"), await send("application/json;odata.metadata=minimal"), await send("text/plain"), await send("")],
    [
      "201",
      "201",
      "400 Entity only allows writes with a JSON Content-Type header.",
      "400 Write requests (excluding DELETE) must contain the Content-Type header declaration.",
    ],
  );
});

test("an action may be named with its namespace", async (t) => {
  const { id } = await create("qualified");
  const added = await cloud.graph("POST", `/v1.0/applications/${id}/microsoft.graph.addPassword`, {});
  const unknown = await cloud.graph("POST", `/v1.0/applications/${id}/microsoft.graph.addColour`, {});
  t.assert.deepEqual([added.status, unknown.status], [200, 400]);
});

test("an update by alternate key creates what is missing, where the request says so", async (t) => {
  const byName = "/v1.0/applications(uniqueName='upserted')";
  const refused = await cloud.graph("PATCH", byName, { displayName: "one" });
  const created = await cloud.graph("PATCH", byName, { displayName: "one" }, ifMissing);
  const updated = await cloud.graph("PATCH", byName, { displayName: "two" }, ifMissing);
  const read = await cloud.graph("GET", byName);
  const principal = `/v1.0/servicePrincipals(appId='${created.json["appId"]}')`;
  const credential = `${byName}/federatedIdentityCredentials(name='upserted')`;
  const body = { issuer: "https://issuer.example", subject: "s", audiences: ["a"] };
  t.assert.deepEqual(
    [refused.status, created.status, created.json["uniqueName"], updated.status, read.json["displayName"]],
    [404, 201, "upserted", 204, "two"],
  );
  t.assert.deepEqual(
    [
      (await cloud.graph("PATCH", principal, { notes: "n" })).status,
      (await cloud.graph("PATCH", principal, { notes: "n" }, ifMissing)).status,
      (await cloud.graph("PATCH", principal, { notes: "m" }, ifMissing)).status,
      (await cloud.graph("GET", principal)).json["notes"],
      (await cloud.graph("PATCH", credential, body)).status,
      (await cloud.graph("PATCH", credential, body, ifMissing)).json["name"],
      (await cloud.graph("PATCH", credential, { subject: "t" }, ifMissing)).status,
      (await cloud.graph("GET", credential)).json["subject"],
    ],
    [404, 201, 204, "m", 404, "upserted", 204, "t"],
  );
});

test("owners and assignments are counted", async (t) => {
  const { id, appId } = await create("counted");
  const principal = (await cloud.graph("POST", "/v1.0/servicePrincipals", { appId })).json["id"] as string;
  await cloud.graph("POST", `/v1.0/applications/${id}/owners/$ref`, {
    "@odata.id": `${cloud.origins.graph}/v1.0/directoryObjects/${calleeObjectId}`,
  });
  const count = async (path: string): Promise<unknown> =>
    (await cloud.graph("GET", path, undefined, { headers: { consistencylevel: "eventual" } })).json["text"];
  t.assert.deepEqual(
    [
      await count(`/v1.0/applications/${id}/owners/$count`),
      await count(`/v1.0/servicePrincipals/${principal}/appRoleAssignments/$count`),
      await count(`/v1.0/servicePrincipals/${principal}/appRoleAssignedTo/$count`),
    ],
    ["1", "0", "0"],
  );
});

test("a secret keeps the identifier that it is given, if it is one", async (t) => {
  const path = `/v1.0/applications/${(await create("identified")).id}`;
  const add = (customKeyIdentifier: string): ReturnType<DirectoryCloud["graph"]> =>
    cloud.graph("POST", `${path}/addPassword`, { passwordCredential: { customKeyIdentifier } });
  const [added, refused] = [await add("YWJj"), await add("not base64!")];
  t.assert.deepEqual([added.json["customKeyIdentifier"], refused.status], ["YWJj", 400]);
});
