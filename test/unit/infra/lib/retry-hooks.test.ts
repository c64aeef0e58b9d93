// What is retried, how often and how long. Cannot prove that an engine calls the hooks; the suite on the real engine does.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import { createRetryHooks, isTransient, maxRetries, toWaitSeconds } from "../../../../infra/lib/retry-hooks.ts";
import { recordRun } from "../components/recorded-run.ts";
import { publicCloud } from "../components/standing.ts";

const replication = "PrincipalNotFound: Principal 0123 does not exist in the directory";

describe("a failed create", () => {
  for (const [title, kind, error, expected] of [
    ["of a role assignment is retried while the principal is unknown", "role-assignment", replication, true],
    [
      "of a role assignment is not retried without the right to assign",
      "role-assignment",
      "AuthorizationFailed: no roleAssignments/write",
      false,
    ],
    [
      "of a service principal is retried while it replicates",
      "service-principal",
      "Timed out whilst waiting for new service principal to be replicated",
      true,
    ],
    [
      "of a service principal is retried while the application replicates",
      "service-principal",
      "The appId 'x' does not reference a valid application object.",
      true,
    ],
    [
      "of a service principal is retried while its application is elsewhere",
      "service-principal",
      "The backing application of the service principal being created must in the local tenant",
      true,
    ],
    [
      "of a service principal is retried while the one that is there cannot be seen yet",
      "service-principal",
      "409 with error: Request_MultipleObjectsWithSameKeyValue: The service principal cannot be created, updated, or restored because the service principal name x is already in use.",
      true,
    ],
    [
      "of a service principal is not retried when it is forbidden",
      "service-principal",
      "Authorization_RequestDenied: Insufficient privileges",
      false,
    ],
    ["of a service principal is not retried for a role assignment's reason", "service-principal", replication, false],
  ] as const) {
    test(title, () => {
      assert.equal(isTransient(kind, "create", [error]), expected);
    });
  }

  test("is judged by its newest error", () => {
    assert.equal(isTransient("role-assignment", "create", ["AuthorizationFailed", replication]), false);
  });

  test("is retried seven times", () => {
    const errors = (count: number) => Array.from({ length: count }, () => replication);
    assert.deepEqual(
      [isTransient("role-assignment", "create", errors(maxRetries)), isTransient("role-assignment", "create", errors(maxRetries + 1))],
      [true, false],
    );
    assert.equal(maxRetries, 7);
  });
});

for (const operation of ["update", "delete"]) {
  test(`a failed ${operation} is never retried`, () => {
    assert.equal(isTransient("role-assignment", operation, [replication]), false);
  });
}

test("the waits double up to a minute and stay under five minutes in all", () => {
  const waits = Array.from({ length: maxRetries }, (_, index) => toWaitSeconds(index + 1));
  assert.deepEqual(waits, [5, 10, 20, 40, 60, 60, 60]);
});

test("there is one hook a kind, bound where the engine has error hooks", async () => {
  const run = await recordRun(
    () => {
      const retry = createRetryHooks(publicCloud);
      return Object.entries(retry).map(([kind, hooks]) => new ResourceGroup(kind, { location: "swedencentral" }, hooks).id);
    },
    { errorHooks: true },
  );
  assert.deepEqual(run.hooks, ["dialtone-retry-role-assignment", "dialtone-retry-service-principal"]);
  assert.deepEqual(
    run.ofType("azure-native:resources:ResourceGroup").map(({ name, errorHooks }) => [name, errorHooks]),
    [
      ["role-assignment", ["dialtone-retry-role-assignment"]],
      ["service-principal", ["dialtone-retry-service-principal"]],
    ],
  );
});

test("there is none, and nothing hangs, on the SDK's own mock monitor", async () => {
  const run = await recordRun(() => ({ hooks: createRetryHooks(publicCloud) }));
  assert.deepEqual(run.outputs, { hooks: { "role-assignment": {}, "service-principal": {} } });
});

test("a hook waits on the cloud's clock, then lets the engine create again", async () => {
  const rehearsal = { ...publicCloud, rehearsal: { ingress: "127.0.0.1:1", caFile: "ca.pem", clockRate: 1000 } };
  const failure = { urn: "urn", id: "", name: "n", type: "t", failedOperation: "create", errors: [replication] };
  let answer: unknown;
  await recordRun(
    async () => {
      const retry = createRetryHooks(rehearsal);
      const resources = Object.entries(retry).map(([kind, hooks]) => new ResourceGroup(kind, { location: "swedencentral" }, hooks).id);
      answer = await retry["role-assignment"].hooks?.onError[0]?.callback(failure);
      return resources;
    },
    { errorHooks: true },
  );
  assert.equal(answer, true);
});
