// Outputs with parts of another stack. Cannot prove that the cloud's own answers would give a mixture away; verify's checks do that.
import { describe, test, type TestContext } from "node:test";
import type { Outputs } from "../../../../infra/contract/outputs.ts";
import { toPartMarks } from "../../../../infra/contract/part-marks.ts";
import { DialtoneError } from "../../../../infra/contract/dialtone-error.ts";
import { refuseMixedOutputs } from "../../../../scripts/verify/refuse-mixed-outputs.ts";
import { credentials, outputs as example } from "./verification-fixture.ts";

const own: Outputs = {
  ...example,
  bot: {
    name: "b",
    resourceId: `/subscriptions/${example.subscriptionId}/resourceGroups/${example.resourceGroupName}/providers/Microsoft.BotService/botServices/b`,
  },
};
const elsewhere = "https://kv-other.vault.azure.net";

function refusal(outputs: Outputs, asked?: string): string | undefined {
  try {
    refuseMixedOutputs(outputs, asked);
    return undefined;
  } catch (error) {
    return error instanceof DialtoneError ? `${error.code} ${error.what.split(": ").at(-1) ?? ""}` : String(error);
  }
}

describe("refuseMixedOutputs", () => {
  test("takes a stack's own, in every credential mode, also by the stack's long name", (t: TestContext) => {
    for (const credential of Object.values(credentials)) t.assert.strictEqual(refusal({ ...own, credential }), undefined);
    t.assert.strictEqual(refusal(own, "acme/dialtone/dev"), undefined);
  });

  for (const [what, outputs, asked] of [
    ["stack", own, "prod"],
    ["bot", { ...own, bot: { ...own.bot, resourceId: own.bot.resourceId.replace(example.resourceGroupName, "rg-other") } }, undefined],
    [
      "callback",
      { ...own, host: { ...own.host, callbackUrl: "https://callback.other.azurecontainerapps.io/api/calls/callback" } },
      undefined,
    ],
    ["app", { ...own, app: { ...own.app, clientId: "99999999-9999-4999-8999-999999999999" } }, undefined],
    ["vault", { ...own, credential: { ...own.credential, secretUrl: `${elsewhere}/secrets/x` } }, undefined],
  ] as const) {
    test(`refuses another stack's ${what} by name`, (t: TestContext) => {
      t.assert.strictEqual(refusal(outputs, asked), `DT_CONFIG_FOREIGN ${what}`);
    });
  }

  test("refuses a part of another stack that fits in itself, by the mark that the stack gave its own", (t: TestContext) => {
    const marked: Outputs = { ...own, parts: toPartMarks(own) };
    const other = "https://callback.of-another-stack.azurecontainerapps.io";
    t.assert.strictEqual(refusal(marked), undefined);
    const vault = { name: "kv-other", url: `${elsewhere}/` };
    t.assert.strictEqual(
      refusal({ ...marked, vault, credential: { ...own.credential, secretUrl: `${elsewhere}/secrets/x` } }),
      "DT_CONFIG_FOREIGN vault",
    );
    const host = { ...own.host, fqdn: new URL(other).host, baseUrl: other, callbackUrl: `${other}/api/calls/callback` };
    t.assert.strictEqual(refusal({ ...marked, host }), "DT_CONFIG_FOREIGN callback");
    const clientId = "99999999-9999-4999-8999-999999999999";
    const consent = { ...own.consent, adminConsentUrl: own.consent.adminConsentUrl.replace(own.app.clientId, clientId) };
    t.assert.strictEqual(refusal({ ...marked, consent, app: { ...own.app, clientId } }), "DT_CONFIG_FOREIGN app");
  });

  test("names every part at once", (t: TestContext) => {
    const certificate = { keyUrl: `${elsewhere}/keys/k`, certificateUrl: `${elsewhere}/certificates/c`, thumbprint: "A1".repeat(32) };
    const outputs = { ...own, credential: { ...credentials.certificate, certificate }, bot: { ...own.bot, name: "c" } };
    t.assert.strictEqual(refusal(outputs), "DT_CONFIG_FOREIGN bot, vault");
  });
});
