// Values that Azure names. Cannot prove which of them a provider leaves out of its previews.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { toAzureAnswer } from "../../../../infra/lib/azure-answer.ts";

const owner = {} as pulumi.Resource;
const inRun = async (preview: boolean) =>
  pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) }, "dialtone", "dev", preview);

/** Resolves to what an output is, or that it is unknown. */
async function settle(output: pulumi.Output<string>): Promise<string> {
  return Promise.race([
    new Promise<string>((resolve) => output.apply(resolve)),
    new Promise<string>((resolve) => setImmediate(resolve, "unknown")),
  ]);
}

test("what is named is that, in a preview too", async () => {
  await inRun(true);
  assert.equal(await settle(toAzureAnswer("https://vault.test", "vaultUri", owner)), "https://vault.test");
});

test("what is missing in a preview is unknown", async () => {
  await inRun(true);
  assert.equal(await settle(toAzureAnswer(undefined, "vaultUri", owner)), "unknown");
});

test("what is missing after an update is a failure that names it", async () => {
  await inRun(false);
  assert.throws(() => toAzureAnswer(undefined, "vaultUri for the vault", owner), { message: /Azure named no vaultUri for the vault/ });
});
