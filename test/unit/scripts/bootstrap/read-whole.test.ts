/** Cannot prove: how Azure pages; the pages here are written as it documents them. */
import { describe, test, type TestContext } from "node:test";
import { createPreflightContext } from "../../../../scripts/bootstrap/preflight/create-preflight-context.ts";
import { toList } from "../../../../scripts/bootstrap/preflight/preflight-context.ts";
import { readWhole } from "../../../../scripts/bootstrap/read-whole.ts";
import type { CloudAnswer } from "../../../../scripts/lib/cloud-http.ts";
import { answer, createCloud, createContext } from "./bootstrap-fixture.ts";

describe("a list in pages", () => {
  const pages: Readonly<Record<string, CloudAnswer>> = {
    "/subscriptions?api-version=1": answer(200, {
      value: [{ n: 1 }],
      nextLink: "https://management.azure.com/subscriptions?api-version=1&$skiptoken=2",
    }),
    "/subscriptions?api-version=1&$skiptoken=2": answer(200, { value: [{ n: 2 }] }),
    "/users": answer(200, { value: [{ n: 1 }], "@odata.nextLink": "https://graph.microsoft.com/v1.0/users?$skiptoken=x" }),
    "/users?$skiptoken=x": answer(403),
  };
  const read = async (path: string): Promise<CloudAnswer> => pages[path] ?? answer(404);

  test("is read to its last", async (t: TestContext) => {
    t.assert.deepStrictEqual(toList(await readWhole(read, "/subscriptions?api-version=1")), [{ n: 1 }, { n: 2 }]);
  });
  test("is none where one of them is refused", async (t: TestContext) => {
    t.assert.strictEqual((await readWhole(read, "/users")).status, 403);
  });
});

describe("what preflight reads of resource providers", () => {
  test("is each of ours, and never the list of all: that is megabytes", async (t: TestContext) => {
    const asked: string[] = [];
    const cloud = {
      ...createCloud({}),
      readAzure: async (path: string): Promise<CloudAnswer> => {
        asked.push(path);
        return answer(200, { namespace: /providers\/([\w.]+)/.exec(path)?.[1], registrationState: "Registered" });
      },
    };
    const { providers } = createPreflightContext(createContext({}, { cloud }));
    const namespaces = toList(await providers()).map(({ namespace }) => namespace);
    t.assert.ok(namespaces.includes("Microsoft.App") && namespaces.includes("Microsoft.Storage"));
    t.assert.deepStrictEqual([asked.length, asked.filter((path) => path.includes("/providers?"))], [namespaces.length, []]);
  });
});
