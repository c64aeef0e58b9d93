// What a recovery takes for an answer: every page, and "not there"; anything else ends it. Asked of a deployer's cloud of
// tables. Cannot prove the sign-in or the repeats: scripts/lib/deployer-cloud.ts, which the stories of recover use.
import { describe, test, type TestContext } from "node:test";
import type { DeployerCloud, DeployerRequest } from "../../../../scripts/lib/deployer-cloud.ts";
import { createRecoveryCloud } from "../../../../scripts/recover/recovery-cloud.ts";

interface Table {
  readonly lists?: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  readonly answers?: Readonly<Record<string, readonly [status: number, body: object]>>;
}

function createDeployer({ lists = {}, answers = {} }: Table): DeployerCloud & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    list: (to, path) => Promise.resolve(lists[`${to} ${path}`]),
    ask: ({ to, method, path, body }: DeployerRequest) => {
      asked.push(`${method} ${to} ${path}${body === undefined ? "" : ` ${JSON.stringify(body)}`}`);
      const [status, answer] = answers[`${to} ${path}`] ?? [404, {}];
      return Promise.resolve({ status, headers: new Headers(), text: JSON.stringify(answer) });
    },
    close: () => Promise.resolve(),
  };
}

const group = "/subscriptions/s/resourceGroups/g";

describe("a recovery's cloud", () => {
  test("gives what the deployer's cloud lists, page after page", async (t: TestContext) => {
    const deployer = createDeployer({ lists: { "graph /v1.0/applications": [{ id: "a" }, { id: "b" }] } });
    t.assert.deepStrictEqual(await createRecoveryCloud(deployer).listGraph("/v1.0/applications"), [{ id: "a" }, { id: "b" }]);
  });

  test("gives an empty list of what is not there", async (t: TestContext) => {
    t.assert.deepStrictEqual(await createRecoveryCloud(createDeployer({})).listAzure(`${group}/resources`, "2021-04-01"), []);
  });

  test("tells what is there from what is not", async (t: TestContext) => {
    const cloud = createRecoveryCloud(
      createDeployer({ answers: { "graph /v1.0/applications/a": [200, { id: "a" }], [`arm ${group}?api-version=1`]: [200, {}] } }),
    );
    t.assert.deepStrictEqual([await cloud.readGraph("/v1.0/applications/a"), await cloud.readGraph("/v1.0/x")], [{ id: "a" }, undefined]);
    t.assert.deepStrictEqual([await cloud.existsInAzure(group, "1"), await cloud.existsInAzure(`${group}x`, "1")], [true, false]);
  });

  test("posts once", async (t: TestContext) => {
    const deployer = createDeployer({ answers: { "graph /v1.0/applications/a/removePassword": [204, {}] } });
    await createRecoveryCloud(deployer).postGraph("/v1.0/applications/a/removePassword", { keyId: "k" });
    t.assert.deepStrictEqual(deployer.asked, ['POST graph /v1.0/applications/a/removePassword {"keyId":"k"}']);
  });

  for (const [status, fix] of [
    [403, "sign in as the deployer and run it again; what was taken over stays"],
    [401, "sign in as the deployer and run it again; what was taken over stays"],
    [429, "run it again in some minutes; what was taken over stays"],
    [503, "run it again in some minutes; what was taken over stays"],
  ] as const) {
    test(`ends the recovery where ${status} is answered, and says whose turn it is`, async (t: TestContext) => {
      const path = "/v1.0/applications?$filter=displayName eq 'Kim'";
      const cloud = createRecoveryCloud(
        createDeployer({ answers: { [`graph ${path}`]: [status, {}], [`arm ${group}?api-version=1`]: [status, {}] } }),
      );
      const code = "DT_UNCERTAIN_RIGHTS";
      await t.assert.rejects(cloud.listGraph(path), { code, saw: `GET /v1.0/applications of Microsoft Graph answered ${status}`, fix });
      await t.assert.rejects(cloud.existsInAzure(group, "1"), { code, saw: `GET ${group} of Azure answered ${status}`, fix });
    });
  }

  test("ends the recovery where a list was refused that can be read now: it is not known whole", async (t: TestContext) => {
    const cloud = createRecoveryCloud(createDeployer({ answers: { "graph /v1.0/applications": [200, { value: [] }] } }));
    await t.assert.rejects(cloud.listGraph("/v1.0/applications"), {
      code: "DT_UNCERTAIN_RIGHTS",
      saw: "GET /v1.0/applications of Microsoft Graph was not told whole",
    });
  });
});
