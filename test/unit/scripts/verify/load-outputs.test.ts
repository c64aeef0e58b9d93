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

const foreignRole = "4c277553-8a09-487b-8023-29ee378d8324";
for (const [title, change, problem] of [
  [
    "another app role than the pinned one",
    { permission: { ...outputs.permission, appRoleId: foreignRole } },
    "permission.appRoleId: the app role id of Calls.Initiate.All, 284383ee-7f6e-4e40-a2a8-e85dcb029101",
  ],
  [
    "a name that writes lines of its own",
    { app: { ...outputs.app, displayName: "Dialtone dev\nbrowser:\n  https://evil.example/" } },
    "app.displayName: a name on one line, without control characters",
  ],
  [
    "a name that turns what follows around",
    { app: { ...outputs.app, displayName: "Dialtone \u202Eved" } },
    "app.displayName: a name on one line, without control characters",
  ],
  [
    "a stack name that a shell would run",
    { stack: "dev$(reboot)" },
    "stack: letters, digits, and . _ - / alone: it stands in commands to paste",
  ],
  [
    "a vault name that a shell would run",
    { vault: { ...outputs.vault, name: "kv;reboot" } },
    "vault.name: letters, digits, and . _ - / alone: it stands in commands to paste",
  ],
  [
    "mode secret without a secret",
    { credential: { ...outputs.credential, secretUrl: null } },
    "credential.secretUrl: needed in mode secret",
  ],
  [
    "mode certificate without a certificate",
    { credential: { ...outputs.credential, mode: "certificate" } },
    "credential.certificate: needed in mode certificate",
  ],
] as const) {
  test(`outputs with ${title} are refused`, async (t: TestContext) => {
    const file = write("bad.json", { ...outputs, ...change });
    await t.assert.rejects(loadOutputsFromFile(file), { code: "DT_USAGE_OUTPUTS", saw: `${file}: ${problem}` });
  });
}

test("all problems of outputs are said at once", async (t: TestContext) => {
  const both = {
    ...outputs,
    permission: { ...outputs.permission, appRoleId: foreignRole },
    credential: { ...outputs.credential, secretUrl: null },
  };
  await t.assert.rejects(
    loadOutputsFromFile(write("bad.json", both)),
    (error: Error) => error.message.includes("permission.appRoleId: ") && error.message.includes("credential.secretUrl: "),
  );
});

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

test("a consent page that is not the cloud's own, or not for this application, is refused", (t: TestContext) => {
  const cloud = loadCloud("public", {});
  for (const adminConsentUrl of [
    outputs.consent.adminConsentUrl.replace("login.microsoftonline.com", "login.microsoftonline.com.evil.example"),
    outputs.consent.adminConsentUrl.replace(/client_id=.*/, "client_id=99999999-9999-4999-8999-999999999999"),
  ]) {
    t.assert.throws(() => refuseForeignOutputs({ ...outputs, consent: { ...outputs.consent, adminConsentUrl } }, cloud), {
      code: "DT_CONFIG_CLOUD",
    });
  }
});

test("a credential outside of the stack's own vault is refused: an operator's token would be sent there", (t: TestContext) => {
  const secretUrl = "https://somebody-elses.vault.azure.net/secrets/calling-app";
  t.assert.throws(() => refuseForeignOutputs({ ...outputs, credential: { ...outputs.credential, secretUrl } }, loadCloud("public", {})), {
    code: "DT_CONFIG_CLOUD",
    saw: "credential.secretUrl at somebody-elses.vault.azure.net",
  });
});

test("every address that is foreign is named at once", (t: TestContext) => {
  const bad = {
    ...outputs,
    vault: { ...outputs.vault, url: "https://localhost:1/" },
    notifications: { ...outputs.notifications, tableEndpoint: "https://127.0.0.1:2/" },
    consent: { ...outputs.consent, adminConsentUrl: "https://evil.example/consent" },
  };
  t.assert.throws(
    () => refuseForeignOutputs(bad, loadCloud("public", {})),
    (error: { saw: string }) =>
      ["vault.url at localhost:1", "notifications.tableEndpoint at 127.0.0.1:2", "consent.adminConsentUrl at evil.example/consent"].every(
        (part) => error.saw.includes(part),
      ),
  );
});
