// Cannot prove: that azuread's own binary agrees; this is a provider of ours in Node. What it shows is the handshake, the order
// of the calls and that every value arrives: what is not given as null, computed ones as they were, private bytes unharmed.
import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { type PluginProcess, startPlugin } from "./plugin-process.ts";
import type { ProviderDriver } from "./provider-driver.ts";
import { createTerraformDriver } from "./terraform-driver.ts";

const fake = fileURLToPath(new URL("fake-terraform-provider.ts", import.meta.url));
const configuration = { tenant_id: "11111111-1111-4111-8111-111111111111", metadata_host: "localhost:1" };
let plugin: PluginProcess;
let driver: ProviderDriver;

before(async () => {
  plugin = await startPlugin([process.execPath, fake], { PATH: process.env["PATH"] });
  driver = await createTerraformDriver(plugin, configuration);
});
after(async () => {
  await driver.stop();
  await rm(dirname(plugin.address.slice("unix:".length)), { recursive: true });
});

test("a resource is validated, planned, applied, read, changed, imported and deleted", async (t) => {
  const made = await driver.create("thing", { name: "a", part: [{ size: 3 }] });
  const changed = await driver.update(made, { name: "b", tags: ["x"] });
  const read = await driver.read(changed);
  const imported = await driver.import("thing", made.id);
  await driver.delete(changed);
  t.assert.deepEqual(
    [made.outputs, changed.outputs, read?.outputs, imported?.outputs, await driver.read(changed), await driver.import("thing", made.id)],
    [
      { id: "/things/1", name: "a", tags: null, part: [{ size: 3 }] },
      { id: "/things/1", name: "b", tags: ["x"], part: [] },
      { id: "/things/1", name: "b", tags: ["x"], part: [] },
      { id: "/things/1", name: "b", tags: ["x"], part: [] },
      undefined,
      undefined,
    ],
  );
});

test("an error of the provider, a resource or a member that it has not, is told", async (t) => {
  await t.assert.rejects(driver.create("thing", { name: "bad" }), /ValidateResourceTypeConfig: bad name/);
  await t.assert.rejects(driver.create("thing", { colour: "red" }), /has no colour/);
  await t.assert.rejects(driver.create("nothing", {}), /has no azuread_nothing/);
});

test("a program that is no plugin is told apart by what it said", async (t) => {
  await t.assert.rejects(startPlugin([process.execPath, "-e", "console.log('hello')"], {}), /neither a port nor a handshake/);
  await t.assert.rejects(startPlugin([process.execPath, "-e", "console.error('no'); process.exit(3)"], {}), /ended before .* no/);
});
