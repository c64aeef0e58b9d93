// What an answer says about a thing that should be gone. Cannot prove Azure's wording; the codes name their source.
import { test, type TestContext } from "node:test";
import type { DeployerCloud } from "../../../../scripts/lib/deployer-cloud.ts";
import { TransportFailure } from "../../../../scripts/lib/transport-failure.ts";
import { lookAtItem } from "../../../../scripts/teardown/look-at-item.ts";

const vault = { kind: "vault", name: "v", cloudId: "/subscriptions/s/v", in: "azure", apiVersion: "2024-11-01" } as const;
const grant = { kind: "grant", name: "g", cloudId: "grant-id", in: "entra" } as const;

function answering(status: number, code: string): DeployerCloud {
  return {
    ask: () => Promise.resolve({ status, headers: new Headers(), text: JSON.stringify({ error: { code, message: "" } }) }),
    list: () => Promise.resolve(undefined),
    close: () => Promise.resolve(),
  };
}

for (const [status, code, expected] of [
  [404, "ResourceNotFound", "gone"],
  [404, "ResourceGroupNotFound", "gone"],
  // The question went wrong: nothing is proved.
  [404, "SubscriptionNotFound", "unknown"],
  [404, "InvalidResourceType", "unknown"],
  [403, "AuthorizationFailed", "unknown"],
  [503, "ServiceUnavailable", "unknown"],
  [200, "", "left"],
] as const) {
  test(`${status} ${code} means ${expected}`, async (t: TestContext) => {
    t.assert.strictEqual((await lookAtItem(answering(status, code), vault, undefined)).status, expected);
  });
}

test("no answer at all is unknown", async (t: TestContext) => {
  const cloud = { ...answering(200, ""), ask: () => Promise.reject(new TransportFailure("timeout", "ETIMEDOUT", "https://x")) };
  t.assert.strictEqual((await lookAtItem(cloud, vault, undefined)).status, "unknown");
});

test("a grant is gone where Microsoft Graph's list no longer has it, and unknown where nobody could list", async (t: TestContext) => {
  const looks = await Promise.all([["other"], ["grant-id"], undefined].map((ours) => lookAtItem(answering(500, ""), grant, ours)));
  t.assert.deepStrictEqual(
    looks.map(({ status }) => status),
    ["gone", "left", "unknown"],
  );
});
