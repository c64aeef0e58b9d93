// Cannot prove: the code and the status of a forbidden secret in a real tenant; its text, and the lifetime's code and text, are quoted from reports.
import { after, before, beforeEach, test } from "node:test";
import { calleeObjectId, type DirectoryCloud, startDirectoryCloud } from "../directory-cloud.ts";
import { judgeAnswers } from "./judge-answers.ts";

const strictClientId = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
const readerObjectId = "99999999-9999-4999-8999-999999999999";
const defaultPolicyId = "00000000-0000-0000-0000-000000000000";
const policyPath = "/v1.0/policies/defaultAppManagementPolicy";
const writer = { as: "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb" };
let cloud: DirectoryCloud;
let application: string;

before(async () => {
  cloud = await startDirectoryCloud({
    seed: {
      users: [{ objectId: calleeObjectId }, { objectId: readerObjectId, displayName: "Reader", directoryRoles: ["Global Reader"] }],
      applications: [
        {
          clientId: strictClientId,
          principalObjectId: writer.as,
          displayName: "policy administrator",
          graphRoles: ["Policy.ReadWrite.ApplicationConfiguration"],
        },
      ],
    },
  });
});
after(() => cloud.stop());
beforeEach(async () => {
  cloud.directory.policies.reset();
  application = `/v1.0/applications/${(await cloud.graph("POST", "/v1.0/applications", { displayName: "target" })).json["id"]}`;
});

async function refusal(
  method: string,
  path: string,
  body?: unknown,
  options?: Parameters<DirectoryCloud["graph"]>[3],
): Promise<readonly [number, string, string]> {
  const { status, json } = await cloud.graph(method, path, body, options);
  return [status, json["error"]?.["code"], json["error"]?.["message"]];
}
const inDays = (days: number): string => new Date(cloud.clock.nowMs() + days * 86_400_000).toISOString();
const addPassword = (days: number): Promise<readonly [number, string, string]> =>
  refusal("POST", `${application}/addPassword`, { passwordCredential: { endDateTime: inDays(days) } });
const tooLong = (policyId: string): readonly [number, string, string] => [
  400,
  "CredentialInvalidLifetimeAsPerAppPolicy",
  `Credential lifetime exceeds the max value allowed as per assigned policy '${policyId}'.`,
];
const notAllowed = [
  400,
  "CredentialTypeNotAllowedAsPerAppPolicy",
  `Credential type not allowed as per assigned policy '${defaultPolicyId}'.`,
] as const;
const accepted = [200, undefined, undefined] as const;

test("the default policy is there, switched off, with its fixed id", async (t) => {
  const { status, json } = await cloud.graph("GET", policyPath, undefined, writer);
  t.assert.deepEqual(
    [status, json["@odata.context"], json["id"], json["isEnabled"], json["applicationRestrictions"]],
    [
      200,
      `${cloud.origins.graph}/v1.0/$metadata#policies/defaultAppManagementPolicy/$entity`,
      defaultPolicyId,
      false,
      { keyCredentials: [], passwordCredentials: [] },
    ],
  );
});

test("a policy that forbids secrets refuses them wherever they are asked for, and leaves nothing behind", async (t) => {
  cloud.directory.policies.restrict({ forbidsPasswords: true });
  const principal = (await cloud.graph("POST", "/v1.0/servicePrincipals", { appId: (await cloud.graph("GET", application)).json["appId"] }))
    .json;
  t.assert.deepEqual(
    [
      await addPassword(1),
      await refusal("POST", `/v1.0/servicePrincipals/${principal["id"]}/addPassword`, {}),
      await refusal("POST", "/v1.0/applications", { displayName: "with a secret", passwordCredentials: [{ displayName: "x" }] }),
      (await cloud.graph("GET", "/v1.0/applications?$filter=displayName eq 'with a secret'")).json["value"],
    ],
    [notAllowed, notAllowed, notAllowed, []],
  );
});

test("a limited life is the longest that a secret may have; the default two years are too long", async (t) => {
  cloud.directory.policies.restrict({ passwordLifetime: "P30D" });
  t.assert.deepEqual(
    [await addPassword(30), await addPassword(31), await refusal("POST", `${application}/addPassword`, {})],
    [accepted, tooLong(defaultPolicyId), tooLong(defaultPolicyId)],
  );
});

test("a restriction spares applications that are older than its date, and one that is disabled spares all", async (t) => {
  const restrict = (restriction: object): Promise<unknown> =>
    cloud.graph("PATCH", policyPath, { isEnabled: true, applicationRestrictions: { passwordCredentials: [restriction] } }, writer);
  const restriction = { restrictionType: "passwordAddition", maxLifetime: null };
  await restrict({ ...restriction, restrictForAppsCreatedAfterDateTime: inDays(1) });
  const older = await addPassword(1);
  await restrict({ ...restriction, state: "disabled" });
  const disabled = await addPassword(1);
  await restrict({ ...restriction, restrictForAppsCreatedAfterDateTime: inDays(-1) });
  t.assert.deepEqual([older, disabled, await addPassword(1)], [accepted, accepted, notAllowed]);
});

test("an assigned policy decides instead of the default, until it is taken away", async (t) => {
  cloud.directory.policies.restrict({ passwordLifetime: "P10D" });
  const created = await cloud.graph(
    "POST",
    "/v1.0/policies/appManagementPolicies",
    {
      displayName: "longer",
      description: "for one",
      isEnabled: true,
      restrictions: { passwordCredentials: [{ restrictionType: "passwordLifetime", maxLifetime: "P40D" }] },
    },
    writer,
  );
  const policyId = created.json["id"] as string;
  const reference = { "@odata.id": `${cloud.origins.graph}/v1.0/policies/appManagementPolicies/${policyId}` };
  const before = await addPassword(20);
  const assigned = await cloud.graph("POST", `${application}/appManagementPolicies/$ref`, reference, writer);
  const during = [await addPassword(20), await addPassword(41)];
  const again = await refusal("POST", `${application}/appManagementPolicies/$ref`, reference, writer);
  const appliesTo = (await cloud.graph("GET", `/v1.0/policies/appManagementPolicies/${policyId}/appliesTo`, undefined, writer)).json[
    "value"
  ];
  const removed = await cloud.graph("DELETE", `${application}/appManagementPolicies/${policyId}/$ref`, undefined, writer);
  t.assert.deepEqual(
    [
      created.status,
      before,
      assigned.status,
      during,
      again[0],
      appliesTo.map((one: { id: string }) => one.id),
      removed.status,
      await addPassword(20),
    ],
    [
      201,
      tooLong(defaultPolicyId),
      204,
      [accepted, tooLong(policyId)],
      400,
      [application.split("/").at(-1)],
      204,
      tooLong(defaultPolicyId),
    ],
  );
});

test("a policy that says nonsense is refused", async (t) => {
  const patch = async (passwordCredentials: readonly object[]): Promise<unknown> =>
    (await refusal("PATCH", policyPath, { applicationRestrictions: { passwordCredentials } }, writer)).slice(0, 2);
  t.assert.deepEqual(
    [
      await patch([{ restrictionType: "passwordLifetime" }]),
      await patch([{ restrictionType: "passwordAddition" }, { restrictionType: "passwordAddition" }]),
      await patch([{ restrictionType: "passwordLifetime", maxLifetime: "30 days" }]),
      await patch([{ restrictionType: "anything" }]),
    ],
    Array.from({ length: 4 }, () => [400, "Request_BadRequest"]),
  );
});

test("reading and writing need the permission of a program; a person's token of the Azure CLI has none", async (t) => {
  const denied = [403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation."] as const;
  t.assert.deepEqual(
    [
      await refusal("GET", policyPath),
      await refusal("PATCH", policyPath, { isEnabled: true }),
      await refusal("GET", policyPath, undefined, { as: readerObjectId }),
    ],
    [denied, denied, denied],
  );
});

test("every answer of v1.0 is one that Microsoft's published types allow", (t) => {
  t.assert.deepEqual(judgeAnswers(cloud.transcript.exchanges()), []);
});
