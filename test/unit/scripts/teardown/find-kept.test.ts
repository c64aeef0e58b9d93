// What is said of things that Microsoft may keep. Cannot prove that Microsoft keeps them: the scenario teardown reads the simulated bins.
import { test, type TestContext } from "node:test";
import type { DeployerCloud } from "../../../../scripts/lib/deployer-cloud.ts";
import { findKept } from "../../../../scripts/teardown/find-kept.ts";

const application = { kind: "application", name: "Dialtone dev", cloudId: "object-id", in: "entra" } as const;
const vault = { kind: "vault", name: "kv", cloudId: "/subscriptions/s/kv", in: "azure", location: "swedencentral" } as const;
const vaultKeptAs = "/subscriptions/s/providers/Microsoft.KeyVault/locations/swedencentral/deletedVaults/kv";

function answering(status: number): DeployerCloud {
  return {
    ask: () => Promise.resolve({ status, headers: new Headers(), text: "{}" }),
    list: () => Promise.resolve(undefined),
    close: () => Promise.resolve(),
  };
}

const find = (status: number): ReturnType<typeof findKept> => findKept(answering(status), [application, vault], "s", new Date());

test("what a recycle bin does not hold is not kept", async (t: TestContext) => {
  t.assert.deepStrictEqual(await find(404), []);
});

test("a recycle bin that could not be read is said to be unread, and nothing in it can be purged", async (t: TestContext) => {
  const unread = { until: null, isRead: false, isPurgeable: false };
  t.assert.deepStrictEqual(await find(403), [
    { ...unread, kind: "application", name: "Dialtone dev", cloudId: "object-id", why: "the recycle bin could not be read (HTTP 403)" },
    { ...unread, kind: "vault", name: "kv", cloudId: vaultKeptAs, why: "deleted vaults could not be read (HTTP 403)" },
  ]);
});

test("a deleted workspace is kept for fourteen days, by documentation, and is no bin that went unread", async (t: TestContext) => {
  const workspace = { kind: "log workspace", name: "logs", cloudId: "/subscriptions/s/logs", in: "azure" } as const;
  t.assert.deepStrictEqual(await findKept(answering(500), [workspace], "s", new Date("2026-11-01T00:00:00Z")), [
    {
      kind: "log workspace",
      name: "logs",
      cloudId: "/subscriptions/s/logs",
      until: "2026-11-15T00:00:00.000Z",
      isRead: true,
      isPurgeable: false,
      why: "logs of a deleted workspace can be recovered until then (by documentation, not read back)",
    },
  ]);
});
