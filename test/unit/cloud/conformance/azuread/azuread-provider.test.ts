// Cannot prove: what Microsoft would answer. With AZUREAD_PROVIDER_BIN (a terraform-provider-azuread or pulumi-resource-azuread)
// the official provider is content with this cloud; without it only the driver itself is proved, on the stand-in's plugin.
import { generateKeyPairSync, X509Certificate } from "node:crypto";
import { after, before, describe, it, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { createKeyCertificate } from "../../../../cloud/planes/calling-keys/key-certificate.ts";
import { type RunningCloud, startCloud } from "../../../../cloud/start-cloud.ts";
import { type Lifecycle, lifecycles, type Stage } from "./lifecycles.ts";
import { startPlugin } from "./plugin-process.ts";
import { createPulumiDriver } from "./pulumi-driver.ts";
import type { Inputs, ProviderDriver } from "./provider-driver.ts";
import { createTerraformDriver } from "./terraform-driver.ts";

const tenantId = "11111111-1111-4111-8111-111111111111";
const userObjectId = "33333333-3333-4333-8333-333333333333";
const binary = process.env["AZUREAD_PROVIDER_BIN"];
/** The real provider waits twenty seconds for each deletion; the stand-in waits on this clock. */
const pace = 1000;
const standIn = fileURLToPath(new URL("../../../../cloud/providers/azuread-plugin.ts", import.meta.url));

async function startDriver(cloud: RunningCloud, command: readonly [string, ...string[]]): Promise<ProviderDriver> {
  const { deployer, metadataHost, caFile } = cloud.description;
  const plugin = await startPlugin(command, {
    PATH: process.env["PATH"],
    HOME: process.env["HOME"],
    SSL_CERT_FILE: caFile,
    NODE_EXTRA_CA_CERTS: caFile,
    NO_PROXY: "localhost,127.0.0.1",
    ARM_CLIENT_ID: deployer.clientId,
    ARM_CLIENT_SECRET: deployer.clientSecret,
  });
  const configuration: Inputs = {
    tenant_id: tenantId,
    client_id: deployer.clientId,
    client_secret: deployer.clientSecret,
    metadata_host: metadataHost,
    use_cli: false,
  };
  const create = plugin.protocol === "terraform" ? createTerraformDriver : createPulumiDriver;
  return create(plugin, configuration);
}

const kinds = [
  { who: "the stand-in's plugin", command: [process.execPath, standIn, "--pace", String(pace)] as const, isStandIn: true },
  { who: "the provider of AZUREAD_PROVIDER_BIN", command: binary === undefined ? undefined : ([binary] as const), isStandIn: false },
];

for (const { who, command, isStandIn } of kinds) {
  const skip = command === undefined ? "AZUREAD_PROVIDER_BIN names no provider binary" : false;
  describe(who, { skip, concurrency: isStandIn ? 1 : 4 }, () => {
    let cloud: RunningCloud;
    let driver: ProviderDriver;
    let stage: Stage;
    before(async () => {
      cloud = await startCloud({
        tenantId,
        subscriptionId: "22222222-2222-4222-8222-222222222222",
        seed: {
          users: [{ objectId: userObjectId }],
          deployer: {
            graphRoles: [
              "Application.ReadWrite.All",
              "AppRoleAssignment.ReadWrite.All",
              "DelegatedPermissionGrant.ReadWrite.All",
              "Directory.Read.All",
              "Policy.Read.All",
              "Policy.ReadWrite.ApplicationConfiguration",
            ],
          },
        },
        clock: { mode: "real", rate: isStandIn ? pace : 1 },
        dependenciesDirectory: process.cwd(),
      });
      driver = await startDriver(cloud, command ?? [process.execPath]);
      stage = await createStage(cloud, driver);
    });
    after(async () => {
      await driver?.stop();
      await cloud?.stop();
    });

    for (const lifecycle of lifecycles.filter((one) => !isStandIn || one.isOfStandIn === true)) {
      it(`makes, reads, changes, imports and deletes azuread_${lifecycle.resource}`, async (t: TestContext) => {
        await live(t, driver, lifecycle, stage);
      });
    }

    it("asks for nothing that the cloud did not foresee", (t: TestContext) => {
      t.assert.deepEqual(
        cloud.unforeseen().map(({ method, url, bug }) => ({ method, url, bug })),
        [],
      );
    });
  });
}

async function live(t: TestContext, driver: ProviderDriver, lifecycle: Lifecycle, stage: Stage): Promise<void> {
  const inputs = lifecycle.inputs(stage);
  let made = await driver.create(lifecycle.resource, inputs);
  t.assert.equal((await driver.read(made))?.id, made.id);
  if (lifecycle.change !== undefined) {
    made = await driver.update(made, { ...inputs, ...lifecycle.change });
    const read = await driver.read(made);
    const changed = Object.keys(lifecycle.change).map((name) => [name, sorted(read?.outputs[name])]);
    t.assert.deepEqual(Object.fromEntries(changed), Object.fromEntries(Object.entries(lifecycle.change).map(([k, v]) => [k, sorted(v)])));
  }
  if (lifecycle.isNotImported !== true) t.assert.equal((await driver.import(lifecycle.resource, made.id))?.id, made.id);
  await driver.delete(made);
  t.assert.equal(await driver.read(made), undefined);
}

/** Sets come back in an order of their own. */
function sorted(value: unknown): unknown {
  return Array.isArray(value) ? value.map(String).toSorted() : value;
}

async function createStage(cloud: RunningCloud, driver: ProviderDriver): Promise<Stage> {
  const callerObjectId = cloud.description.deployer.objectId;
  const application = await driver.create("application", { display_name: "stage", owners: [callerObjectId] });
  const other = await driver.create("application", { display_name: "other", owners: [callerObjectId] });
  const principal = await driver.create("service_principal", { client_id: application.outputs["client_id"], owners: [callerObjectId] });
  const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const der = await createKeyCertificate(keys, 1, Date.now() - 60_000, Date.now() + 300 * 86_400_000);
  const graph = cloud.context.directory.servicePrincipalByClientId("00000003-0000-0000-c000-000000000000");
  return {
    callerObjectId,
    userObjectId,
    graphObjectId: graph?.objectId ?? "",
    application,
    other,
    principal,
    certificate: new X509Certificate(der).toString(),
  };
}
