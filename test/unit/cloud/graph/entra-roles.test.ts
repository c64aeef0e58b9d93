// Cannot prove: what else a role may do in a real tenant; only what rights.ts asks of roles is obeyed here.
import { after, before, test } from "node:test";
import { decodeToken } from "../../../cloud/core/json-web-token.ts";
import { loadSeed } from "../../../cloud/planes/graph/load-seed.ts";
import { calleeObjectId, type DirectoryCloud, startDirectoryCloud } from "../directory-cloud.ts";
import { judgeAnswers } from "./judge-answers.ts";

const administratorId = "44444444-4444-4444-8444-444444444444";
const developerId = "55555555-5555-4555-8555-555555555555";
const teamId = "66666666-6666-4666-8666-666666666666";
const guestId = "88888888-8888-4888-8888-888888888888";
const outerId = "77777777-7777-4777-8777-777777777777";
const privileged = "e8611ab8-c189-46e8-94e1-60213ab1f814";
let cloud: DirectoryCloud;

before(async () => {
  cloud = await startDirectoryCloud({
    seed: {
      users: [
        { objectId: calleeObjectId },
        { objectId: administratorId, displayName: "Admin", directoryRoles: ["Privileged Role Administrator"] },
        { objectId: guestId, displayName: "Guest", userType: "Guest" },
        { objectId: developerId, displayName: "Developer", directoryRoles: ["Application Developer"] },
      ],
      groups: [
        { objectId: teamId, displayName: "Team", memberObjectIds: [administratorId] },
        { objectId: outerId, displayName: "Outer", memberObjectIds: [teamId] },
      ],
    },
  });
});
after(() => cloud.stop());

const names = (answer: { readonly json: Record<string, unknown> }): unknown[] =>
  (answer.json["value"] as Record<string, unknown>[]).map((one) => one["displayName"]);
const asAdministrator = { as: administratorId };

test("a person reads the own roles by a cast, with the template ids that are the same in every tenant", async (t) => {
  const path = "/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole?$select=displayName,roleTemplateId";
  t.assert.deepEqual(
    [
      (await cloud.graph("GET", path, undefined, asAdministrator)).json,
      (await cloud.graph("GET", path, undefined, { as: calleeObjectId })).json,
    ],
    [
      {
        "@odata.context": `${cloud.origins.graph}/v1.0/$metadata#directoryRoles(displayName,roleTemplateId)`,
        value: [{ displayName: "Privileged Role Administrator", roleTemplateId: privileged }],
      },
      { "@odata.context": `${cloud.origins.graph}/v1.0/$metadata#directoryRoles(displayName,roleTemplateId)`, value: [] },
    ],
  );
});

test("memberships are direct or transitive, groups and roles together or by a cast", async (t) => {
  const ask = async (path: string): Promise<unknown[]> => names(await cloud.graph("GET", `/v1.0/${path}`));
  t.assert.deepEqual(
    [
      await ask(`users/${administratorId}/memberOf`),
      await ask(`users/${administratorId}/transitiveMemberOf`),
      await ask(`users/${administratorId}/transitiveMemberOf/microsoft.graph.group`),
      await ask(`groups/${teamId}/memberOf`),
    ],
    [["Team", "Privileged Role Administrator"], ["Team", "Outer", "Privileged Role Administrator"], ["Team", "Outer"], ["Outer"]],
  );
});

test("roles are found by template, with their members, and as assignments with what they are expanded to", async (t) => {
  const role = await cloud.graph("GET", `/v1.0/directoryRoles(roleTemplateId='${privileged}')`);
  const members = await cloud.graph("GET", `/v1.0/directoryRoles/${role.json["id"]}/members`);
  const assignments = await cloud.graph(
    "GET",
    `/v1.0/roleManagement/directory/roleAssignments?$filter=principalId eq '${administratorId}'&$expand=roleDefinition`,
  );
  const [assignment] = assignments.json["value"];
  t.assert.deepEqual(
    [
      role.json["displayName"],
      names(members),
      assignments.json["value"].length,
      assignment.roleDefinition.displayName,
      assignment.directoryScopeId,
    ],
    ["Privileged Role Administrator", ["Admin"], 1, "Privileged Role Administrator", "/"],
  );
  t.assert.equal((await cloud.graph("GET", `/v1.0/roleManagement/directory/roleAssignments/${assignment.id}`)).status, 200);
});

test("a person's token names the roles by template, and the one of every member", async (t) => {
  const claims = decodeToken(await cloud.graphToken(administratorId))?.claims;
  t.assert.deepEqual(
    [claims?.["wids"], claims?.["amr"]],
    [
      [privileged, "b79fbf4d-3ef9-4689-8143-76b194e85509"],
      ["pwd", "mfa"],
    ],
  );
});

test("members register applications and guests do not; a tenant that lets no member lets a developer", async (t) => {
  const register = async (as: string): Promise<number> =>
    (await cloud.graph("POST", "/v1.0/applications", { displayName: "registered" }, { as })).status;
  const before = [await register(calleeObjectId), await register(guestId)];
  const { policies } = cloud.directory;
  const permissions = policies.authorization["defaultUserRolePermissions"] as object;
  policies.authorization = { ...policies.authorization, defaultUserRolePermissions: { ...permissions, allowedToCreateApps: false } };
  t.assert.deepEqual([before, await register(calleeObjectId), await register(developerId)], [[201, 403], 403, 201]);
});

test("a role that a seed names and nobody knows is an error of the seed", (t) => {
  const [user] = cloud.seed.users;
  t.assert.throws(
    () => user !== undefined && loadSeed(cloud.directory, { ...cloud.seed, users: [{ ...user, directoryRoles: ["King"] }] }),
    /Entra role King/,
  );
});

test("every answer of v1.0 is one that Microsoft's published types allow", (t) => {
  t.assert.deepEqual(judgeAnswers(cloud.transcript.exchanges()), []);
});
