// Proves what verify accepts as outputs. The Pulumi CLI itself is not run here: its absence is.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test, type TestContext } from "node:test";
import { loadCloud } from "../../../../infra/contract/cloud.ts";
import { chooseCallee } from "../../../../scripts/verify/choose-callee.ts";
import { loadOutputsFromFile, loadOutputsFromStack } from "../../../../scripts/verify/load-outputs.ts";
import { refuseForeignOutputs } from "../../../../scripts/verify/refuse-foreign-outputs.ts";
import { calleeObjectId, outputs } from "./verification-fixture.ts";

const directory = mkdtempSync(join(tmpdir(), "dialtone-unit-"));
after(() => rmSync(directory, { recursive: true }));

function write(name: string, content: unknown): string {
  const file = join(directory, name);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

test("outputs are read as the document itself and as a stack's outputs", async (t: TestContext) => {
  t.assert.deepStrictEqual(
    [await loadOutputsFromFile(write("plain.json", outputs)), await loadOutputsFromFile(write("stack.json", { dialtone: outputs }))],
    [outputs, outputs],
  );
});

for (const [title, content] of [
  ["no JSON", "not json"],
  ["another document", { schema: "other" }],
  ["a member too many", { ...outputs, secret: "x" }],
] as const) {
  test(`${title} is a usage error`, async (t: TestContext) => {
    await t.assert.rejects(loadOutputsFromFile(write("bad.json", content)), { code: "DT_USAGE_OUTPUTS" });
  });
}

test("a file that is not there is a usage error", async (t: TestContext) => {
  await t.assert.rejects(loadOutputsFromFile(join(directory, "absent.json")), { code: "DT_USAGE_OUTPUTS" });
});

test("a machine without the Pulumi CLI is told so", async (t: TestContext) => {
  const load = loadOutputsFromStack("dev", { PATH: directory }, new AbortController().signal);
  await t.assert.rejects(load, { code: "DT_USAGE_STACK", saw: "no pulumi on PATH" });
});

test("the configured callees are an allow-list", (t: TestContext) => {
  t.assert.deepStrictEqual(
    [chooseCallee(outputs, undefined), chooseCallee(outputs, calleeObjectId.toUpperCase())],
    [calleeObjectId, calleeObjectId],
  );
  t.assert.throws(() => chooseCallee(outputs, "99999999-9999-4999-8999-999999999999"), { code: "DT_USAGE_CALLEE" });
});

test("an address of this machine is refused in a real cloud, wherever it stands in the outputs", (t: TestContext) => {
  const local = "https://localhost:4040/";
  const cloud = loadCloud("public", {});
  for (const bad of [
    { ...outputs, vault: { ...outputs.vault, url: local } },
    { ...outputs, credential: { ...outputs.credential, secretUrl: `${local}secrets/s` } },
    { ...outputs, notifications: { ...outputs.notifications, tableEndpoint: local } },
    { ...outputs, host: { ...outputs.host, callbackUrl: local } },
    { ...outputs, host: { ...outputs.host, fqdn: "callback.brave-sea.test" } },
  ]) {
    t.assert.throws(() => refuseForeignOutputs(bad, cloud), { code: "DT_CONFIG_CLOUD" });
  }
  t.assert.doesNotThrow(() => refuseForeignOutputs(outputs, cloud));
});
