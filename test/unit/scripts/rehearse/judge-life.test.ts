// What judges a life on the real engine, one judge a test. Does not prove that the engine's traces are all there are:
// the scenario lifecycle reads those.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isInClear } from "../../../../scripts/rehearse/is-in-clear.ts";
import { judgeInventory } from "../../../../scripts/rehearse/judge-inventory.ts";
import { findWritesToGraphItself } from "../../../../scripts/rehearse/writes-to-graph-itself.ts";
import { microsoftGraphClientId } from "../../../../infra/contract/microsoft-ids.ts";

const left = ["deleted vault kv-1", "resource /subscriptions/s/a", "resource /subscriptions/s/b"];
const graph = "https://graph.microsoft.com/v1.0/servicePrincipals";

for (const [form, traces] of [
  ["as it is", 'x "p~ss/word=1" y'],
  ["as a URL has it", "client_secret=p~ss%2Fword%3D1&"],
  ["in base64, with more behind it", Buffer.from("p~ss/word=1 and more").toString("base64")],
] as const) {
  test(`a secret is seen in clear ${form}`, () => {
    assert.equal(isInClear("p~ss/word=1", traces), true);
  });
}

test("a secret that nobody wrote is not seen", () => {
  assert.equal(isInClear("p~ss/word=1", "p~ss/word=2"), false);
});

test("an inventory as listed by its lines' starts has no mismatch", () => {
  assert.deepEqual(judgeInventory({ kind: "inventory", holds: ["deleted vault", "resource /", "resource /"] }, left), []);
});

test("an inventory with one line more than listed is a mismatch", () => {
  assert.deepEqual(judgeInventory({ kind: "inventory", holds: ["deleted vault", "resource /"] }, left), [
    { what: "the cloud does not hold what it should", saw: left.join(", "), expected: "deleted vault, resource /" },
  ]);
});

test("an inventory is counted by kind", () => {
  assert.deepEqual(judgeInventory({ kind: "inventory", counts: { "deleted vault": 1, resource: 2 } }, left), []);
  assert.deepEqual(
    judgeInventory({ kind: "inventory", counts: { "deleted vault": 1, resource: 3 } }, left).map(({ what }) => what),
    ["the cloud does not hold as much as it should"],
  );
});

test("writes to Microsoft Graph's own service principal are found by object id and by client id, reads and grants are not", () => {
  const exchanges = [
    ["GET", `${graph}/aaaa`],
    ["PATCH", `${graph}/AAAA`],
    ["DELETE", `${graph}(appId='${microsoftGraphClientId}')`],
    ["PATCH", `${graph}(appId=%27${microsoftGraphClientId}%27)?$select=id`],
    ["POST", `${graph}/aaaa/appRoleAssignedTo`],
    ["PATCH", `${graph}/bbbb`],
  ].map(([method, url]) => ({ method, url }));
  const context = {
    directory: { servicePrincipalByClientId: () => ({ objectId: "aaaa" }) },
    transcript: { exchanges: () => exchanges },
  };
  assert.deepEqual(findWritesToGraphItself({ context } as unknown as Parameters<typeof findWritesToGraphItself>[0]), [
    "PATCH",
    "DELETE",
    "PATCH",
  ]);
});
